/**
 * Somebody goes from one class to another: the place with its role and subjects, and with a pupil what the parents have by
 * it. The class that is left is written down as ended, so that a roster which still names it does not put a child into
 * two classes.
 */
import { exitCodes, LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { ClassId, PersonId } from '../school/ids.ts'
import type { ClassPlace, CommitteePlace, School } from '../school/people.ts'
import type { ApplyResult } from './apply.ts'
import { changeSchool } from './change.ts'
import { findClass } from './classes.ts'
import type { Engine } from './engine.ts'
import { oneByHand } from './one-by-hand.ts'
import { waitingPeople } from './person-state.ts'

export interface PersonMove {
  readonly person: PersonId
  /** May be left out for somebody of one class. */
  readonly from: ClassId | undefined
  readonly to: ClassId
}

export interface PlannedMove {
  readonly from: ClassId
  readonly changes: readonly SchoolChange[]
}

/** Pure. Throws `unknown-person`, `unknown-class`, `which-class`, `not-in-class`, `already-there`. */
export function planPersonMove(school: School, move: PersonMove): PlannedMove {
  const { person } = move
  if (!school.people.some((one) => one.id === person)) {
    throw new LyceumError('unknown-person', `There is no person ${person}.`, {
      hint: 'lyceum person list shows everybody with their ids.',
    })
  }
  const to = findClass(school, move.to).id
  const left = placeLeft(school, move)
  const known = school.places.find((one) => one.person === person && one.class === to)
  return {
    from: left.class,
    changes: [
      placeThere(left, known, to),
      ...committeeLeft(school, left).map((place): SchoolChange => {
        return { kind: 'remove-committee-place', place }
      }),
      { kind: 'remove-class-place', person, class: left.class },
    ],
  }
}

/** Also throws `waits-to-be-confirmed`: accepting goes by the class that was applied for. */
export async function movePerson(
  engine: Engine,
  school: School,
  move: PersonMove,
  actor: string,
): Promise<ApplyResult & Pick<PlannedMove, 'from'>> {
  const { store, now } = engine
  const { person, to } = move
  const { from, changes } = planPersonMove(school, move)
  if ((await waitingPeople(store)).has(person)) {
    throw new LyceumError('waits-to-be-confirmed', `Person ${person} waits to be confirmed.`, {
      hint: `lyceum person confirm ${person}, then move.`,
    })
  }
  const at = now().toISOString()
  const id = school.info.id
  const left = { kind: 'class', person, class: from } as const
  const back = { kind: 'class', person, class: to } as const
  const isNew = await store.endings.add({ ...left, school: id, at, by: actor })
  const wasLeft = await store.endings.remove(id, back)
  try {
    const result = await changeSchool(engine, id, changes, { limits: oneByHand, actor })
    const details = { person, from, to, failed: result.failures.length }
    await store.journal.append({ at, actor, action: 'person-moved', school: id, details })
    return { ...result, from }
  } catch (error) {
    if (isNew) await store.endings.remove(id, left)
    if (wasLeft) await store.endings.add({ ...back, school: id, at, by: actor })
    throw error
  }
}

function placeLeft(school: School, { person, from, to }: PersonMove): ClassPlace {
  const own = school.places.filter((one) => one.person === person)
  const found = from === undefined ? own.filter((one) => one.class !== to) : own
  const [place, ...others] = found.filter((one) => from === undefined || one.class === from)
  if (others.length > 0) {
    throw new LyceumError('which-class', `Person ${person} is in several classes: say which.`, {
      hint: `--from ${found.map((one) => one.class).join(' | --from ')}`,
      exitCode: exitCodes.usage,
    })
  }
  if (place === undefined) {
    const is = own.some((one) => one.class === to) ? `in class ${to} already` : 'in no such class'
    throw new LyceumError('not-in-class', `Person ${person} is ${is}.`, {
      hint: `lyceum person show ${person} tells what the person is where.`,
    })
  }
  if (place.class !== to) return place
  throw new LyceumError('already-there', `Person ${person} is in class ${to} already.`, {
    hint: '--from is the class that is left.',
  })
}

/** A teacher who teaches there already has one place with both; the class teacher stays one. */
function placeThere(left: ClassPlace, known: ClassPlace | undefined, to: ClassId): SchoolChange {
  if (known === undefined) return { kind: 'add-class-place', place: { ...left, class: to } }
  if ((known.role === 'pupil') !== (left.role === 'pupil')) {
    throw new LyceumError('already-there', `Person ${left.person} is in class ${to} as another.`, {
      hint: `lyceum person end ${left.person} --class ${to}`,
    })
  }
  const leads = [left, known].some((one) => one.role === 'class-teacher')
  const subjects = [...new Set([...known.subjects, ...left.subjects])].toSorted()
  const role = leads ? 'class-teacher' : known.role
  return { kind: 'update-class-place', place: { ...known, role, subjects } }
}

/** Of parents who have no other child in the class. */
function committeeLeft(school: School, left: ClassPlace): readonly CommitteePlace[] {
  if (left.role !== 'pupil') return []
  const pupils = new Set(
    school.places
      .filter((one) => one.class === left.class && one.person !== left.person)
      .map((one) => one.person),
  )
  const still = new Set(
    school.guardianships.filter((one) => pupils.has(one.child)).map((one) => one.guardian),
  )
  const parents = new Set(
    school.guardianships.filter((one) => one.child === left.person).map((one) => one.guardian),
  )
  return school.committee.filter((one) => {
    return one.class === left.class && parents.has(one.person) && !still.has(one.person)
  })
}
