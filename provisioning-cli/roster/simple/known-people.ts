/**
 * People of a list without ids among those of the stored school: of the same name in the same class, on the staff, or
 * with the same child. Only there, and only where there is one of that name: a namesake elsewhere is somebody else.
 */
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type { Person, School } from '@lyceum/core/school/people.ts'

import { foldWord } from '../text.ts'

export class KnownPeople {
  readonly #byPlace = new Map<string, Person[]>()

  constructor(stored: School | undefined) {
    if (stored === undefined) return
    const people = new Map(stored.people.map((person) => [person.id, person]))
    const add = (place: string, id: PersonId) => {
      const person = people.get(id)
      if (person === undefined) return
      const key = keyOf(place, person)
      const others = this.#byPlace.get(key) ?? []
      if (!others.includes(person)) this.#byPlace.set(key, [...others, person])
    }
    for (const { person, class: group, role } of stored.places) {
      add(role === 'pupil' ? `pupil of ${group}` : 'staff', person)
    }
    for (const { person } of stored.staff) add('staff', person)
    for (const { guardian, child } of stored.guardianships) add(`guardian of ${child}`, guardian)
  }

  pupilOf(group: string, names: Names): PersonId | undefined {
    return this.#find(`pupil of ${group}`, names)
  }

  staff(names: Names): PersonId | undefined {
    return this.#find('staff', names)
  }

  guardianOf(child: PersonId, names: Names): PersonId | undefined {
    return this.#find(`guardian of ${child}`, names)
  }

  /** Not every list has the patronymic; two that differ are two people. */
  #find(place: string, names: Names): PersonId | undefined {
    const found = this.#byPlace.get(keyOf(place, names)) ?? []
    const [only] = found
    if (found.length !== 1 || only === undefined) return undefined
    const [given, stored] = [foldWord(names.middleName ?? ''), foldWord(only.middleName ?? '')]
    return given === '' || stored === '' || given === stored ? only.id : undefined
  }
}

type Names = Pick<Person, 'familyName' | 'givenName' | 'middleName'>

function keyOf(place: string, { familyName, givenName }: Names): string {
  return `${place} ${foldWord(`${familyName} ${givenName}`)}`
}
