/** A person whom no roster brought: the administrator of a new school, a teacher in the middle of the year. */
import { randomUUID } from 'node:crypto'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
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
}

/** The record's origin is `console`, so that no roster removes it. Throws what is missing or unknown, exit 64 or 1. */
export async function addPerson(store: Store, given: NewPerson, at: string): Promise<PersonId> {
  const school = await theSchool(store, given.school)
  const person = parseName(given.name, school.info.language)
  const place = placeOf(school, person.id, given)
  const changes: readonly SchoolChange[] = [{ kind: 'add-person', person }, place]
  await store.schools.change(school.info.id, 'console', changes, at)
  await store.journal.append({
    at,
    actor: 'operator',
    action: 'person-added',
    school: school.info.id,
    details: { person: person.id, role: given.role ?? '' },
  })
  return person.id
}

function placeOf(school: School, person: PersonId, { role, class: cls }: NewPerson): SchoolChange {
  switch (role) {
    case 'administrator':
      if (cls !== undefined) {
        throw new LyceumError('usage', 'An administrator is of the school, not of a class.', {
          hint: 'Leave --class out.',
          exitCode: exitCodes.usage,
        })
      }
      return { kind: 'add-staff-place', place: { person, role, subjects: [] } }
    case 'teacher':
      return cls === undefined
        ? { kind: 'add-staff-place', place: { person, role, subjects: [] } }
        : {
            kind: 'add-class-place',
            place: { person, role, class: inSchool(school, cls), subjects: [] },
          }
    case 'pupil':
      if (cls === undefined) throw needs('--class', 'A pupil is added to a class.')
      return {
        kind: 'add-class-place',
        place: { person, role, class: inSchool(school, cls), subjects: [] },
      }
    case 'parent':
      throw needs(
        'a roster',
        'A parent is known by the relation to a child, which a roster brings.',
      )
    case undefined:
      throw needs('--role', 'A person is added with a role.')
  }
}

function inSchool(school: School, id: string): ClassId {
  if (!school.classes.some((cls) => cls.id === id)) throw unknown('class', id, school.classes)
  return classId(id)
}

function needs(what: string, message: string): LyceumError {
  return new LyceumError('usage', message, {
    hint: `Give ${what}.`,
    exitCode: exitCodes.usage,
  })
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
