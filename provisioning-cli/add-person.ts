/** A person whom no roster brought: the administrator of a new school, a teacher in the middle of the year. */
import { randomUUID } from 'node:crypto'
import type { ApplyResult } from '@lyceum/core/provision/apply.ts'
import { changeSchool } from '@lyceum/core/provision/change.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { oneByHand } from '@lyceum/core/provision/one-by-hand.ts'
import type { SchoolChange } from '@lyceum/core/school/changes.ts'
import { personId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Language, Person, Role, School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { checkAnotherPlace, endingsUndone, needs, personIn, placeOf } from './new-place.ts'
import { theSchool } from './selection.ts'

export interface NewPerson {
  /** Of somebody new. */
  readonly name: string | undefined
  /** Somebody of the school, who is given one more role, class or child. */
  readonly existing?: string | undefined
  readonly school: string | undefined
  readonly class: string | undefined
  readonly role: Role | undefined
  /** Of a parent. */
  readonly child?: string | undefined
  /** Of a teacher. */
  readonly subjects?: readonly string[] | undefined
}

/** In the data alone: nobody of the homeserver is asked. Throws what is missing or unknown, exit 64 or 1. */
export async function addPerson(store: Store, given: NewPerson, at: string): Promise<PersonId> {
  const school = await theSchool(store, given.school)
  const { id, changes } = newPerson(school, given)
  await store.schools.change(school.info.id, 'console', changes, at)
  await noteAdded(store, school, { id, given, at })
  return id
}

/**
 * With the homeserver: somebody of the school is in the further rooms at once, and an account is made where they are made
 * ahead. What was ended by hand is there again.
 */
export async function addToRooms(
  engine: Engine,
  school: School,
  given: NewPerson,
): Promise<ApplyResult & { readonly id: PersonId }> {
  const { id, changes } = newPerson(school, given)
  const options = { limits: oneByHand, actor: 'operator' }
  const result = await changeSchool(engine, school.info.id, changes, options)
  for (const ending of endingsUndone(changes)) {
    await engine.store.endings.remove(school.info.id, ending)
  }
  await noteAdded(engine.store, school, { id, given, at: engine.now().toISOString() })
  return { ...result, id }
}

/** The records' origin is the console, so no roster removes them. Throws what is missing or unknown, exit 64 or 1. */
export function newPerson(
  school: School,
  given: NewPerson,
): { readonly id: PersonId; readonly changes: readonly SchoolChange[] } {
  if (given.existing !== undefined) {
    const { id } = personIn(school, given.existing)
    const place = placeOf(school, id, given)
    checkAnotherPlace(school, id, place)
    return { id, changes: [place] }
  }
  if (given.name === undefined || given.name.trim() === '') {
    throw needs('--name', 'A person has a name.')
  }
  const person = parseName(given.name, school.info.language)
  const changes: readonly SchoolChange[] = [
    { kind: 'add-person', person },
    placeOf(school, person.id, given),
  ]
  return { id: person.id, changes }
}

async function noteAdded(
  { journal }: Store,
  { info }: School,
  added: { readonly id: PersonId; readonly given: NewPerson; readonly at: string },
): Promise<void> {
  const details = { person: added.id, role: added.given.role ?? '' }
  const { at } = added
  const action = 'person-added'
  await journal.append({ at, actor: 'operator', action, school: info.id, details })
}

/** Russian: family name, given name, patronymic. Else the given names first. One word is a given name. */
export function parseName(name: string, language: Language): Person {
  const words = name.trim().split(/\s+/)
  const id = personId(`lyceum-${randomUUID()}`)
  if (words.length < 2) return { id, givenName: words[0] ?? '', familyName: '' }
  if (language === 'ru') {
    const [familyName = '', givenName = '', ...middle] = words
    const middleName = middle.join(' ')
    return { id, givenName, familyName, ...(middleName === '' ? {} : { middleName }) }
  }
  return { id, givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' }
}
