/**
 * Somebody's person, role, class or child ends by hand: at once, and for good. What is ended is written down first, so that
 * a roster which is applied meanwhile does not bring it back; then the school is changed as it always is, which ends
 * sessions, managed rooms and the private rooms that rested on it. History stays.
 */
import { LyceumError } from '../errors.ts'
import { applyChanges } from '../school/apply-changes.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { EndingOf } from '../school/endings.ts'
import type { PersonId, SchoolId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { ApplyResult } from './apply.ts'
import { changeSchool } from './change.ts'
import type { Engine } from './engine.ts'
import { oneByHand } from './one-by-hand.ts'

export interface Ended extends ApplyResult {
  /** People of the school who are nobody in it now: the person, or the parents of a pupil who left. */
  readonly withoutRole: readonly PersonId[]
}

/** May be repeated. Throws `unknown-person`, `nothing-to-end`, and `unsafe-plan` for the last administrator. */
export async function end(
  engine: Engine,
  school: SchoolId,
  ending: EndingOf,
  actor: string,
): Promise<Ended> {
  const { store, now } = engine
  const stored = await store.schools.load(school)
  if (stored?.people.some(({ id }) => id === ending.person) !== true) {
    throw new LyceumError('unknown-person', `Person ${ending.person} is not in school ${school}.`, {
      hint: 'lyceum person list shows everybody with their ids.',
    })
  }
  const changes = endingChanges(stored, ending)
  if (changes.length === 0) throw nothingToEnd(ending)
  const at = now().toISOString()
  const isNew = await store.endings.add({ ...ending, school, at, by: actor })
  try {
    const result = await changeSchool(engine, school, changes, { limits: oneByHand, actor })
    const withoutRole = nowWithoutRole(stored, applyChanges(stored, changes))
    await revokeInvitations(engine, school, withoutRole)
    const details = { ...describeEnding(ending), failed: result.failures.length }
    await store.journal.append({ at, actor, action: `${ending.kind}-ended`, school, details })
    return { ...result, withoutRole }
  } catch (error) {
    if (isNew) await store.endings.remove(school, ending)
    throw error
  }
}

/** The next roster may bring it back; nothing else changes. False when nothing was ended. */
export async function undoEnd(
  { store, now }: Pick<Engine, 'store' | 'now'>,
  school: SchoolId,
  ending: EndingOf,
  actor: string,
): Promise<boolean> {
  if (!(await store.endings.remove(school, ending))) return false
  const action = `${ending.kind}-end-undone`
  const details = describeEnding(ending)
  await store.journal.append({ at: now().toISOString(), actor, action, school, details })
  return true
}

export function endingChanges(school: School, ending: EndingOf): readonly SchoolChange[] {
  const { person } = ending
  switch (ending.kind) {
    case 'person':
      return [
        ...guardianshipChanges(school, (one) => one.guardian === person || one.child === person),
        ...committeeChanges(school, person),
        ...placeChanges(school, person, () => true),
        ...staffChanges(school, person, () => true),
        { kind: 'remove-person', person },
      ]
    case 'role':
      return roleChanges(school, ending)
    case 'class':
      return placeChanges(school, person, (place) => place.class === ending.class)
    case 'child':
      return guardianshipChanges(school, (one) => {
        return one.guardian === person && one.child === ending.child
      })
  }
}

function roleChanges(
  school: School,
  { person, role }: Extract<EndingOf, { readonly kind: 'role' }>,
): readonly SchoolChange[] {
  switch (role) {
    case 'administrator':
      return staffChanges(school, person, (place) => place.role === role)
    case 'teacher':
      return [
        ...placeChanges(school, person, (place) => place.role !== 'pupil'),
        ...staffChanges(school, person, (place) => place.role === role),
      ]
    case 'pupil':
      return placeChanges(school, person, (place) => place.role === 'pupil')
    case 'parent':
      return [
        ...guardianshipChanges(school, (one) => one.guardian === person),
        ...committeeChanges(school, person),
      ]
  }
}

function guardianshipChanges(
  school: School,
  ends: (one: School['guardianships'][number]) => boolean,
): readonly SchoolChange[] {
  return school.guardianships
    .filter(ends)
    .map((guardianship) => ({ kind: 'remove-guardianship', guardianship }))
}

function committeeChanges(school: School, person: PersonId): readonly SchoolChange[] {
  return school.committee
    .filter((place) => place.person === person)
    .map((place) => ({ kind: 'remove-committee-place', place }))
}

function placeChanges(
  school: School,
  person: PersonId,
  ends: (place: School['places'][number]) => boolean,
): readonly SchoolChange[] {
  return school.places
    .filter((place) => place.person === person && ends(place))
    .map((place) => ({ kind: 'remove-class-place', person, class: place.class }))
}

function staffChanges(
  school: School,
  person: PersonId,
  ends: (place: School['staff'][number]) => boolean,
): readonly SchoolChange[] {
  return school.staff
    .filter((place) => place.person === person && ends(place))
    .map(({ role }) => ({ kind: 'remove-staff-place', person, role }))
}

function nowWithoutRole(before: School, after: School): readonly PersonId[] {
  const still = peopleWithRole(after)
  return [...peopleWithRole(before)].filter((person) => !still.has(person))
}

/** A guardian of a child who is in no class any more is a parent of nobody here. */
function peopleWithRole(school: School): ReadonlySet<PersonId> {
  const pupils = new Set(school.places.map((place) => place.person))
  return new Set([
    ...[...school.staff, ...school.places].map((place) => place.person),
    ...school.guardianships.flatMap((one) => (pupils.has(one.child) ? [one.guardian] : [])),
  ])
}

/** A slip that was not used yet would bring in somebody who is nobody here. */
async function revokeInvitations(
  { store, now }: Engine,
  school: SchoolId,
  people: readonly PersonId[],
): Promise<void> {
  if (people.length === 0) return
  const at = now().toISOString()
  for (const invitation of await store.invitations.ofSchool(school, at)) {
    if (invitation.status !== 'open' || !people.includes(invitation.person)) continue
    await store.invitations.revoke(invitation.id, at)
  }
}

/** By ids, for the journal. */
function describeEnding(ending: EndingOf): Readonly<Record<string, string>> {
  const { kind, ...ids } = ending
  return kind === 'person' ? { person: ending.person } : ids
}

function nothingToEnd({ kind, person }: EndingOf): LyceumError {
  return new LyceumError('nothing-to-end', `Person ${person} has no such ${kind} to end.`, {
    hint: `lyceum person show ${person} shows what the person is. It may have been ended already.`,
  })
}
