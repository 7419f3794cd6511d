/** People as those who manage a school see them: as `lyceum person list` tells them, and no further than one's own reach. */
import { personState, type PersonState } from '@lyceum/core/provision/person-state.ts'
import type { ClassId, PersonId, UserId } from '@lyceum/core/school/ids.ts'
import { fullName, type Person, type School } from '@lyceum/core/school/people.ts'
import { placesOf, type Place } from '@lyceum/core/school/places.ts'
import { isOver, type PersonAccount } from '@lyceum/core/store/account-state.ts'
import { isWithin, type SchoolReach } from './guard.ts'

export interface PersonAnswer {
  readonly id: PersonId
  readonly name: string | null
  readonly user_id: string | null
  readonly state: PersonState
  readonly roles: readonly {
    readonly role: Place['role']
    readonly school: string
    readonly school_name: string
    readonly class: ClassId | null
    readonly class_name: string | null
    readonly class_teacher: boolean
    readonly subjects: readonly string[]
  }[]
}

export interface PeopleOfSchool {
  readonly school: School
  readonly accounts: ReadonlyMap<PersonId, PersonAccount>
  /** Whose account is nobody's until somebody confirms it. */
  readonly waiting: ReadonlyMap<PersonId, UserId>
  readonly reach: SchoolReach['reach']
}

/** In the order of family names; of each person the roles that are within reach, and nobody without one but for the whole school. */
export function peopleWithin(of: PeopleOfSchool): readonly (readonly [Person, PersonAnswer])[] {
  const { school, reach } = of
  const places = placesOf(school)
  return school.people
    .flatMap((person) => {
      const all = places.get(person.id) ?? []
      const own = all.filter((place) => isWithin(reach, place.class))
      if (own.length === 0 && reach !== 'school') return []
      return [[person, describePerson(of, person, own)] as const]
    })
    .toSorted(([a], [b]) => compare(sortedBy(a), sortedBy(b)))
}

export function describePerson(
  { school, accounts, waiting }: PeopleOfSchool,
  person: Person,
  places: readonly Place[],
): PersonAnswer {
  const account = accounts.get(person.id)
  const leads = new Set(
    school.places
      .filter((one) => one.person === person.id && one.role === 'class-teacher')
      .map((one) => one.class),
  )
  return {
    id: person.id,
    name: fullName(person, school.info.language),
    user_id: account?.userId ?? null,
    state: personState(account?.state, waiting.has(person.id)),
    roles: places.map((place) => ({
      role: place.role,
      school: school.info.id,
      school_name: school.info.name,
      class: place.class ?? null,
      class_name: place.className ?? null,
      class_teacher:
        place.role === 'teacher' && place.class !== undefined && leads.has(place.class),
      subjects: place.subjects,
    })),
  }
}

/** Who left the school and has a locked account: only ids are still known. */
export function describeGone({
  school,
  accounts,
  waiting,
}: PeopleOfSchool): readonly PersonAnswer[] {
  const present = new Set(school.people.map(({ id }) => id))
  return [...accounts.values()]
    .filter(({ person, state }) => !present.has(person) && isOver(state))
    .map((account) => ({
      id: account.person,
      name: null,
      user_id: account.userId,
      state: personState(account.state, waiting.has(account.person)),
      roles: [],
    }))
}

export function startsWith(person: Person, query: string): boolean {
  const names = [person.familyName, person.givenName, person.middleName ?? ''].map(folded)
  const wanted = folded(query).split(/\s+/).filter(Boolean)
  return wanted.every((part) => names.some((name) => name.startsWith(part)))
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е')
}

const { compare } = new Intl.Collator('ru')

function sortedBy({ familyName, givenName, id }: Person): string {
  return `${familyName} ${givenName} ${id}`
}
