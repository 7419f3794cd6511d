/** Laws of change lists, on lists that fast-check makes: every change is possible at its place in the list. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyChanges } from '../../school/apply-changes.ts'
import type { SchoolChange } from '../../school/changes.ts'
import { chatId, classId, personId, schoolId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import type { Source, Store } from '../ports.ts'
import { openStore } from '../store.ts'
import { at, type FreshDatabase, secrets } from './setting.ts'

export function changeLaws(fresh: FreshDatabase): void {
  test('A list applied at once is the same as its changes one by one, and as the pure model.', async () => {
    await onSchools(fresh, possibleChanges, async (store, [one, two], changes) => {
      await store.schools.change(one, 'roster', [added(one), ...changes], at)
      await store.schools.change(two, 'roster', [added(two)], at)
      for (const change of changes) await store.schools.change(two, 'roster', [change], at)
      const atOnce = sorted(await store.schools.load(one))
      expect({ ...sorted(await store.schools.load(two)), info: atOnce?.info }).toEqual(atOnce)
      const modelled = applyChanges(emptySchool(one), changes)
      // The model forgets an archived class, the store keeps it for a return.
      expect(atOnce).toEqual(sorted(modelled))
    })
  })

  test('What the sources brought, taken together, is the school, and nothing is in two of them.', async () => {
    const lists = fc.tuple(possibleChanges, fc.infiniteStream(fc.constantFrom('roster', 'console')))
    await onSchools(fresh, lists, async (store, [one], [changes, sources]) => {
      await store.schools.change(one, 'roster', [added(one)], at)
      for (const change of changes) {
        const source: Source = sources.next().value
        await store.schools.change(one, source, [change], at)
      }
      const parts = await Promise.all(
        ['roster', 'console'].map((source) => store.schools.load(one, source)),
      )
      const whole = await store.schools.load(one)
      const joined = joinSchools(parts.filter((part) => part !== undefined))
      expect(sorted(joined)).toEqual(sorted(whole))
    })
  })
}

/** Runs the property on one database, two new schools a run: names are global, so each run has people of its own. */
async function onSchools<Value>(
  fresh: FreshDatabase,
  values: fc.Arbitrary<Value>,
  property: (
    store: Store,
    schools: readonly [School['info']['id'], School['info']['id']],
    value: Value,
  ) => Promise<void>,
): Promise<void> {
  let run = 0
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      const store = await openStore(await fresh(), secrets)
      try {
        run += 1
        await property(store, [schoolId(`A${run}`), schoolId(`B${run}`)], value)
      } finally {
        await store.close()
      }
    }),
    { numRuns: 25 },
  )
}

const people = fc.constantFrom('p1', 'p2', 'p3', 'p4').map(personId)
const classes = fc.constantFrom('c1', 'c2').map(classId)
const subjects = fc.subarray(['Art', 'Музыка'])
const label = fc.string({ maxLength: 3 })
const staffRole = fc.constantFrom('administrator', 'teacher')
const classRole = fc.constantFrom('pupil', 'teacher', 'class-teacher')
const somebody = fc.record(
  { id: people, givenName: label, familyName: label, middleName: label },
  { requiredKeys: ['id', 'givenName', 'familyName'] },
)
const someClass = fc.record({ id: classes, label })
const staffPlace = fc.record({ person: people, role: staffRole, subjects })
const classPlace = fc.record({ person: people, class: classes, role: classRole, subjects })
const guardianship = fc.record({ guardian: people, child: people })
const chats = fc.constantFrom('h1', 'h2').map(chatId)
const chatAudience = fc.constantFrom('pupil', 'teacher', 'parent')
const someChat = fc.record(
  {
    id: chats,
    class: classes,
    name: label,
    members: fc.uniqueArray(chatAudience),
    writers: fc.subarray(['teacher' as const]),
    openTo: fc.uniqueArray(chatAudience),
  },
  { requiredKeys: ['id', 'name', 'members', 'writers', 'openTo'] },
)
const committeePlace = fc.record({ person: people, class: classes }, { requiredKeys: ['person'] })

const anyChange: fc.Arbitrary<SchoolChange> = fc.oneof(
  fc.record({ kind: fc.constant('add-class' as const), class: someClass }),
  fc.record({ kind: fc.constant('rename-class' as const), class: someClass }),
  fc.record({ kind: fc.constant('archive-class' as const), class: classes }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('add-person' as const), person: somebody }),
  },
  fc.record({ kind: fc.constant('update-person' as const), person: somebody }),
  fc.record({ kind: fc.constant('remove-person' as const), person: people }),
  fc.record({
    kind: fc.constantFrom('add-staff-place' as const, 'update-staff-place' as const),
    place: staffPlace,
  }),
  fc.record({
    kind: fc.constant('remove-staff-place' as const),
    person: people,
    role: staffRole,
  }),
  fc.record({
    kind: fc.constantFrom('add-class-place' as const, 'update-class-place' as const),
    place: classPlace,
  }),
  fc.record({ kind: fc.constant('remove-class-place' as const), person: people, class: classes }),
  fc.record({
    kind: fc.constantFrom('add-guardianship' as const, 'remove-guardianship' as const),
    guardianship,
  }),
  fc.record({
    kind: fc.constantFrom('add-committee-place' as const, 'remove-committee-place' as const),
    place: committeePlace,
  }),
  fc.record({
    kind: fc.constantFrom('add-chat' as const, 'update-chat' as const),
    chat: someChat,
  }),
  fc.record({ kind: fc.constant('archive-chat' as const), chat: chats }),
  fc.record({
    kind: fc.constantFrom('add-chat-place' as const, 'remove-chat-place' as const),
    place: fc.record({ chat: chats, person: people }),
  }),
)

/** Of any changes those that are possible after the ones before them. */
const possibleChanges = fc.array(anyChange, { minLength: 10, maxLength: 60 }).map((changes) => {
  let school = emptySchool(schoolId('model'))
  return changes.filter((change) => {
    if (!isPossible(school, change)) return false
    school = applyChanges(school, [change])
    return true
  })
})

function isPossible(school: School, change: SchoolChange): boolean {
  const changed = applyChanges(school, [change])
  const known = new Set(changed.people.map((one) => one.id))
  const labels = new Set(changed.classes.map((one) => one.id))
  const named = [
    ...changed.staff.map((one) => one.person),
    ...changed.places.map((one) => one.person),
    ...changed.committee.map((one) => one.person),
    ...changed.guardianships.flatMap((one) => [one.guardian, one.child]),
    ...(changed.chatPlaces ?? []).map((one) => one.person),
  ]
  const inClasses = [...changed.places, ...changed.committee].map((one) => one.class)
  const made = new Set(changed.chats?.map((one) => one.id))
  const consistent =
    (change.kind !== 'add-chat-place' || made.has(change.place.chat)) &&
    named.every((person) => known.has(person)) &&
    inClasses.every((id) => id === undefined || labels.has(id))
  return consistent && !changesWhatIsMissing(school, changed, change)
}

/** Updating, renaming, archiving need something that is there; the model adds it or ignores the change. */
function changesWhatIsMissing(school: School, changed: School, change: SchoolChange): boolean {
  if (change.kind === 'archive-class') return !school.classes.some((one) => one.id === change.class)
  if (change.kind === 'archive-chat') {
    return school.chats?.some((one) => one.id === change.chat) !== true
  }
  if (!/^(update|rename)-/.test(change.kind)) return false
  return size(changed) > size(school)
}

function size(school: School): number {
  const { classes: which, people: who, staff, places, chats: made = [] } = school
  return [which, who, staff, places, made].flat().length
}

function emptySchool(id: School['info']['id']): School {
  const lists = { classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }
  const info = { id, name: '', language: 'ru', timeZone: 'Europe/Moscow' } as const
  return { info, ...lists, chats: [], chatPlaces: [] }
}

function added(id: School['info']['id']): SchoolChange {
  return { kind: 'add-school', info: emptySchool(id).info }
}

function joinSchools(parts: readonly School[]): School | undefined {
  const [first] = parts
  if (first === undefined) return undefined
  return {
    info: first.info,
    classes: parts.flatMap((part) => part.classes),
    people: parts.flatMap((part) => part.people),
    staff: parts.flatMap((part) => part.staff),
    places: parts.flatMap((part) => part.places),
    guardianships: parts.flatMap((part) => part.guardianships),
    committee: parts.flatMap((part) => part.committee),
    chats: parts.flatMap((part) => part.chats ?? []),
    chatPlaces: parts.flatMap((part) => part.chatPlaces ?? []),
  }
}

function sorted(school: School | undefined): School | undefined {
  if (school === undefined) return undefined
  const byText = <Item>(list: readonly Item[]) =>
    list.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
  return {
    info: school.info,
    classes: byText(school.classes),
    people: byText(school.people),
    staff: byText(school.staff),
    places: byText(school.places),
    guardianships: byText(school.guardianships),
    committee: byText(school.committee),
    chats: byText(school.chats ?? []),
    chatPlaces: byText(school.chatPlaces ?? []),
  }
}

/** Whatever the order of its keys. */
function canonical(item: unknown): string {
  return JSON.stringify(Object.entries(item as object).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
