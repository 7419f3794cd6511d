/** A person whom no roster brought: the administrator of a new school, a teacher in the middle of the year. */
import { randomUUID } from 'node:crypto'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { noteAdded, planPersonAdd, type PersonToAdd } from '@lyceum/core/provision/add-person.ts'
import { isPupilOf } from '@lyceum/core/provision/new-place.ts'
import { classId, personId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Language, Person, Role, School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { theSchool, unknown } from './selection.ts'

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
export async function addPersonToData(
  store: Store,
  given: NewPerson,
  at: string,
): Promise<PersonId> {
  const school = await theSchool(store, given.school)
  const wanted = newPerson(school, given)
  const { id, changes } = planPersonAdd(school, wanted)
  await store.schools.change(school.info.id, 'console', changes, at)
  const added = { id, role: wanted.role, actor: 'operator', at: new Date(at) }
  await noteAdded(store, school, added)
  return id
}

/** The records' origin is the console, so no roster removes them. Throws what is missing or unknown, exit 64 or 1. */
export function newPerson(school: School, given: NewPerson): PersonToAdd {
  const { existing, name, role, class: cls, child, subjects } = given
  if (existing !== undefined && !school.people.some((one) => one.id === existing)) {
    throw unknown('person', existing, school.people)
  }
  if (existing === undefined && (name === undefined || name.trim() === '')) {
    throw needs('--name', 'A person has a name.')
  }
  if (role === undefined) throw needs('--role', 'A person is added with a role.')
  if (cls !== undefined && !school.classes.some((one) => one.id === cls)) {
    throw unknown('class', cls, school.classes)
  }
  if (child !== undefined && role === 'parent' && !isPupilOf(school, personId(child))) {
    const pupils = school.people.filter(({ id }) => isPupilOf(school, id))
    throw unknown('person', child, pupils)
  }
  return {
    who: existing === undefined ? parseName(name ?? '', school.info.language) : personId(existing),
    role,
    class: cls === undefined ? undefined : classId(cls),
    child: child === undefined ? undefined : personId(child),
    subjects,
  }
}

function needs(what: string, message: string): LyceumError {
  const hint = `Give ${what}.`
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
