/** Accidents of rosters that must remove nobody. */
import { describe, expect, it } from 'vitest'
import { classId, personId, type PersonId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { RosterScope } from '../school/roster.ts'
import {
  apply,
  applyRoster,
  fakeEngine,
  giveAccount,
  planRoster,
  planStored,
} from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { enter } from './enter.ts'
import type { SchoolPlan } from './plan-school.ts'

const school = smallSchool({ classes: 3, pupilsPerClass: 4 })
const id = school.info.id

async function built() {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  return engine
}

function removals(plan: SchoolPlan): readonly string[] {
  return [...plan.changes, ...plan.actions]
    .map((one) => one.kind)
    .filter((kind) => /^(remove|archive)-/.test(kind))
}

/** Every id of people and classes made anew. */
function renumbered(from: School, prefix: string): School {
  const text = JSON.stringify({ ...from, info: undefined })
  const ids = [...from.people, ...from.classes].map((one) => one.id as string)
  const changed = ids
    .toSorted((a, b) => b.length - a.length)
    .reduce((all, one) => all.replaceAll(`"${one}"`, `"${prefix}${one}"`), text)
  return { ...(JSON.parse(changed) as School), info: from.info }
}

describe('all ids changed', () => {
  it('is refused, and shows whom it takes the people and classes for', async () => {
    const engine = await built()
    const plan = await planRoster(engine, renumbered(school, 'new-'))
    expect(plan.unsafe[0]?.what).toBe('changed-ids')
    expect(plan.matches.people.get(personId(`new-${pupilId('S1', 1, 1)}`))).toBe(
      pupilId('S1', 1, 1),
    )
    expect(plan.matches.people.size).toBe(school.people.length)
    expect([...plan.matches.classes.values()]).toEqual(school.classes.map((one) => one.id))
    await expect(apply(engine, plan)).rejects.toMatchObject({ code: 'unsafe-plan', exitCode: 5 })
  })

  it('keeps everybody, the accounts and the rooms when the matches are confirmed, and is remembered', async () => {
    const engine = await built()
    await giveAccount(engine, id, pupilId('S1', 1, 1))
    await (
      await enter(engine, pupilId('S1', 1, 1))
    ).complete
    const changed = renumbered(school, 'new-')
    const plan = await planRoster(engine, changed, { matchIds: true })
    expect(plan.unsafe).toEqual([])
    expect(removals(plan)).toEqual([])
    expect(plan.actions).toEqual([])
    await apply(engine, plan)
    const again = await planRoster(engine, changed)
    expect([...again.changes, ...again.actions, ...again.unsafe]).toEqual([])
    const people = (await engine.store.schools.load(id))?.people.map((one) => one.id)
    expect(people?.toSorted()).toEqual(school.people.map((one) => one.id).toSorted())
  })

  it('is found for one child too, and never taken for another of the same name in another class', async () => {
    const engine = await built()
    const one = pupilId('S1', 1, 1)
    const swap = (cls: string): School => ({
      ...school,
      people: school.people.map((who) => (who.id === one ? { ...who, id: personId('X') } : who)),
      places: school.places.map((place) => {
        return place.person === one
          ? { ...place, person: personId('X'), class: classId(cls) }
          : place
      }),
      guardianships: school.guardianships.map((relation) => {
        return relation.child === one ? { ...relation, child: personId('X') } : relation
      }),
    })
    const same = await planRoster(engine, swap('S1-C1'))
    expect([...same.matches.people]).toEqual([['X', one]])
    const twin = { ...swap('S1-C2') }
    const other = {
      ...twin,
      people: [
        ...twin.people,
        { ...twin.people.find((who) => who.id === 'X')!, id: personId('Y') },
      ],
      places: [
        ...twin.places,
        { person: personId('Y'), class: classId('S1-C3'), role: 'pupil' as const, subjects: [] },
      ],
    }
    expect((await planRoster(engine, other)).matches.people.size).toBe(0)
  })
})

describe('what only looks like changed ids', () => {
  it('is not taken for it: a namesake in another class, a few pupils who change classes', async () => {
    const engine = await built()
    const one = pupilId('S1', 1, 1)
    const names = school.people.find((who) => who.id === one)
    const namesake = { ...names!, id: personId('N') }
    const left = (from: School): School => ({
      ...from,
      people: from.people.filter((who) => who.id !== one),
      places: from.places.filter((place) => place.person !== one),
      guardianships: from.guardianships.filter((relation) => relation.child !== one),
    })
    const gone = left(school)
    const came: School = {
      ...gone,
      people: [...gone.people.filter((who) => who.id !== parentId('S1', 1, 1)), namesake],
      places: [
        ...gone.places,
        { person: namesake.id, class: classId('S1-C3'), role: 'pupil', subjects: [] },
      ],
    }
    const plan = await planRoster(engine, came)
    expect([plan.matches.people.size, plan.unsafe]).toEqual([0, []])
    const few = smallSchool({ classes: 2, pupilsPerClass: 2 })
    const other = await fakeEngine()
    await applyRoster(other, few)
    const places = few.places.map((place) => {
      if (place.role !== 'pupil') return place
      return { ...place, class: classId(place.class === 'S1-C1' ? 'S1-C2' : 'S1-C1') }
    })
    expect((await planRoster(other, { ...few, places })).matches.classes.size).toBe(0)
  })
})

describe('names of classes that pass to other children', () => {
  it('are new classes where the ids are the roster’s own: two of one name are warned about', async () => {
    const engine = await built()
    const fresh = smallSchool({ id: 'S9', classes: 1, pupilsPerClass: 4 })
    const label = school.classes[0]?.label ?? ''
    const both: School = {
      ...school,
      classes: [...school.classes, { id: classId('S9-C1'), label }],
      people: [...school.people, ...fresh.people],
      staff: [...school.staff, ...fresh.staff],
      places: [...school.places, ...fresh.places],
      guardianships: [...school.guardianships, ...fresh.guardianships],
    }
    const plan = await planRoster(engine, both)
    expect(removals(plan)).toEqual([])
    expect(plan.matches.classes.size).toBe(0)
    expect(plan.problems).toMatchObject([{ severity: 'warning' }])
    expect(plan.desired.get('class/S1/S1-C1/class' as never)?.members.size).toBe(0)
    expect(plan.changes.filter((one) => one.kind === 'rename-class')).toEqual([])
  })

  it('move no child into other children’s rooms where the ids are made of the names', async () => {
    const engine = await built()
    const shifted = shift(school)
    const plan = await planRoster(engine, shifted)
    expect(plan.unsafe[0]?.what).toBe('changed-ids')
    const confirmed = await planRoster(engine, shifted, { matchIds: true })
    expect(removals(confirmed)).toEqual([])
    await apply(engine, confirmed)
    const stored = await engine.store.schools.load(id)
    const classOf = (person: PersonId) => stored?.places.find((one) => one.person === person)?.class
    expect(classOf(pupilId('S1', 1, 1))).toBe('S1-C1')
    expect(stored?.classes.find((one) => one.id === 'S1-C1')?.label).toBe('2А')
    expect(classOf(personId('first'))).toBe('S1-C1-2')
    const again = await planRoster(engine, shifted)
    expect([...again.changes, ...again.actions, ...again.unsafe]).toEqual([])
  })

  /** Last year's first class is called the second now, and so on; somebody new is in the first. */
  function shift(from: School): School {
    const up = (cls: string) => classId(`S1-C${Number(cls.slice(-1)) + 1}`)
    return {
      ...from,
      classes: [
        { id: classId('S1-C1'), label: '1А' },
        ...from.classes.map((one) => ({
          id: up(one.id),
          label: `${Number(one.id.slice(-1)) + 1}А`,
        })),
      ],
      people: [...from.people, { id: personId('first'), givenName: 'Нина', familyName: 'Новая' }],
      places: [
        ...from.places.map((one) => ({ ...one, class: up(one.class) })),
        { person: personId('first'), class: classId('S1-C1'), role: 'pupil', subjects: [] },
      ],
    }
  }
})

describe('a parent who is staff', () => {
  it('is one person with both, and keeps the one when the other goes', async () => {
    const engine = await fakeEngine()
    const teacher = teacherId('S1', 1)
    const both = {
      ...school,
      guardianships: [...school.guardianships, { guardian: teacher, child: pupilId('S1', 2, 1) }],
    }
    await applyRoster(engine, both)
    const user = await giveAccount(engine, id, teacher)
    await (
      await enter(engine, teacher)
    ).complete
    const { desired } = await planStored(engine, id)
    expect(desired.get('class/S1/S1-C2/class-parents' as never)?.members.has(user)).toBe(true)
    const plan = await planRoster(engine, school)
    expect(removals(plan)).not.toContain('remove-person')
    expect(plan.desired.get('school/S1/staff' as never)?.members.has(user)).toBe(true)
  })
})

describe('a list that was cut', () => {
  const large = smallSchool({ classes: 6, pupilsPerClass: 12 })
  const scope: RosterScope = {
    kind: 'classes',
    classes: [classId('S1-C1')],
    roles: ['pupil', 'parent'],
    staff: false,
  }
  const listed = (keep: number): School => {
    const kept = new Set(Array.from({ length: keep }, (_, n) => pupilId('S1', 1, n + 1)))
    const relations = large.guardianships.filter((one) => kept.has(one.child))
    const people = new Set([...kept, ...relations.map((one) => one.guardian)])
    return {
      ...large,
      classes: large.classes.slice(0, 1),
      people: large.people.filter((one) => people.has(one.id)),
      staff: [],
      places: large.places.filter((one) => kept.has(one.person)),
      guardianships: relations,
      committee: [],
    }
  }

  it('is judged by what it lists, not by the size of the school', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, large)
    const plan = await planRoster(engine, listed(6), { scope })
    expect(plan.unsafe.map((one) => one.what)).toEqual(['listed-places', 'listed-guardianships'])
    await expect(apply(engine, plan)).rejects.toMatchObject({ code: 'unsafe-plan' })
  })

  it('takes out who is really gone, with the parent, and nobody of another class', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, large)
    const plan = await planRoster(engine, listed(11), { scope })
    expect(plan.unsafe).toEqual([])
    const gone = plan.changes.flatMap((one) => (one.kind === 'remove-person' ? [one.person] : []))
    expect(gone.toSorted()).toEqual([parentId('S1', 1, 12), pupilId('S1', 1, 12)].toSorted())
    await apply(engine, plan)
    expect((await planRoster(engine, listed(11), { scope })).changes).toEqual([])
  })
})

describe('two sources', () => {
  const list: RosterScope = {
    kind: 'classes',
    classes: [classId('S1-C1')],
    roles: ['pupil', 'teacher', 'parent'],
    staff: true,
  }

  it('for one class: the second removes nothing of the first’s, and that is told', async () => {
    const engine = await built()
    const half: School = {
      ...school,
      classes: school.classes.slice(0, 1),
      people: school.people.filter((one) => one.id === pupilId('S1', 1, 1)),
      staff: [],
      places: school.places.filter((one) => one.person === pupilId('S1', 1, 1)),
      guardianships: [],
    }
    for (const scope of [list, { kind: 'school' } as const]) {
      const plan = await planRoster(engine, half, { source: 'list', scope })
      expect(plan.changes).toEqual([])
      expect(plan.problems.map((one) => one.severity)).toEqual(['warning'])
      expect(plan.leftAlone).toMatchObject({ 'class-of-another-source': 1 })
    }
  })

  it('that call two people by one id are refused, naming both', async () => {
    const engine = await built()
    const people = school.people.map((one) => {
      return one.id === pupilId('S1', 1, 1) ? { ...one, familyName: 'Другая' } : one
    })
    const plan = await planRoster(engine, { ...school, people }, { source: 'list' })
    const [problem] = plan.problems.filter((one) => one.severity === 'error')
    expect(problem?.message).toContain('source list')
    expect(problem?.message).toContain('source roster')
    expect(problem?.message).not.toContain('Другая')
  })

  it('each take away only their own: who has a place by the other one stays', async () => {
    const engine = await built()
    const extra = {
      person: teacherId('S1', 1),
      class: classId('S1-C3'),
      role: 'teacher' as const,
      subjects: [],
    }
    const more: School = { ...school, places: [...school.places, extra] }
    await apply(engine, await planRoster(engine, more, { source: 'list' }))
    const teacher = teacherId('S1', 1)
    const gone: School = {
      ...school,
      people: school.people.filter((one) => one.id !== teacher),
      staff: school.staff.filter((one) => one.person !== teacher),
      places: school.places.filter((one) => one.person !== teacher),
    }
    const plan = await planRoster(engine, gone)
    expect(removals(plan)).not.toContain('remove-person')
    await apply(engine, plan)
    const stored = await engine.store.schools.load(id)
    expect(stored?.places.filter((one) => one.person === teacher)).toEqual([extra])
    expect((await planRoster(engine, gone)).changes).toEqual([])
  })
})

it('A row that names nobody known is refused before anything is written.', async () => {
  const engine = await built()
  const delta: School = {
    ...school,
    classes: [],
    people: [],
    staff: [],
    places: [{ person: personId('nobody'), class: classId('S1-C1'), role: 'pupil', subjects: [] }],
    guardianships: [],
  }
  const removed = { people: [], classes: [], places: [], staff: [], guardianships: [] }
  const plan = await planRoster(engine, delta, { scope: { kind: 'rows', removed } })
  expect(plan.problems).toMatchObject([{ severity: 'error' }])
  expect(removals(plan)).toEqual([])
})
