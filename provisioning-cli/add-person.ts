/** A person whom no roster brought: the administrator of a new school, a teacher in the middle of the year. */
import { randomUUID } from 'node:crypto'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { ApplyResult } from '@lyceum/core/provision/apply.ts'
import { changeSchool } from '@lyceum/core/provision/change.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { oneByHand } from '@lyceum/core/provision/one-by-hand.ts'
import type { SchoolChange } from '@lyceum/core/school/changes.ts'
import { classId, personId, type ClassId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Language, Person, Role, School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { theSchool, unknown } from './selection.ts'

export interface NewPerson {
  readonly name: string
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

/** Also the account and the rooms, where accounts are made ahead. */
export async function addPersonWithAccount(
  engine: Engine,
  school: School,
  given: NewPerson,
): Promise<ApplyResult & { readonly id: PersonId }> {
  const { id, changes } = newPerson(school, given)
  const options = { limits: oneByHand, actor: 'operator' }
  const result = await changeSchool(engine, school.info.id, changes, options)
  await noteAdded(engine.store, school, { id, given, at: engine.now().toISOString() })
  return { ...result, id }
}

/** The records' origin is the console, so no roster removes them. Throws what is missing or unknown, exit 64 or 1. */
export function newPerson(school: School, given: NewPerson) {
  if (given.name.trim() === '') throw needs('--name', 'A person has a name.')
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

function placeOf(school: School, person: PersonId, given: NewPerson): SchoolChange {
  const { role, class: cls, child, subjects = [] } = given
  if (child !== undefined && role !== 'parent') {
    throw unfit('Only a parent has a child.', 'Leave --child out.')
  }
  switch (role) {
    case 'administrator':
      if (cls !== undefined) {
        throw unfit('An administrator is of the school, not of a class.', 'Leave --class out.')
      }
      return { kind: 'add-staff-place', place: { person, role, subjects: [] } }
    case 'teacher':
      return cls === undefined
        ? { kind: 'add-staff-place', place: { person, role, subjects } }
        : {
            kind: 'add-class-place',
            place: { person, role, class: inSchool(school, cls), subjects },
          }
    case 'pupil':
      if (cls === undefined) throw needs('--class', 'A pupil is added to a class.')
      return {
        kind: 'add-class-place',
        place: { person, role, class: inSchool(school, cls), subjects: [] },
      }
    case 'parent':
      if (child === undefined) {
        throw needs(
          '--child to `lyceum person add`',
          'A parent is known by the relation to a child.',
        )
      }
      if (cls !== undefined) {
        throw unfit('A parent is in the class of the child.', 'Leave --class out.')
      }
      return {
        kind: 'add-guardianship',
        guardianship: { guardian: person, child: pupilOf(school, child) },
      }
    case undefined:
      throw needs('--role', 'A person is added with a role.')
  }
}

function pupilOf(school: School, id: string): PersonId {
  const pupils = new Set(school.places.flatMap((one) => (one.role === 'pupil' ? one.person : [])))
  const child = personId(id)
  if (pupils.has(child)) return child
  throw unknown(
    'person',
    id,
    school.people.filter((one) => pupils.has(one.id)),
  )
}

function inSchool(school: School, id: string): ClassId {
  if (!school.classes.some((cls) => cls.id === id)) throw unknown('class', id, school.classes)
  return classId(id)
}

function needs(what: string, message: string): LyceumError {
  return unfit(message, `Give ${what}.`)
}

function unfit(message: string, hint: string): LyceumError {
  return new LyceumError('usage', message, { hint, exitCode: exitCodes.usage })
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
