/** The people that `--school --class --role --person` choose, with what lists tell of them. */
import { nearest } from '@lyceum/core/config/nearest.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import {
  fullName,
  type Person,
  type Role,
  type School,
  type SchoolInfo,
} from '@lyceum/core/school/people.ts'
import type { PersonAccount } from '@lyceum/core/store/account-state.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { placesOf, type Place } from './places.ts'
import { UnknownId } from './unknown-id.ts'

export interface Selection {
  readonly school: string | undefined
  readonly class: string | undefined
  readonly role: Role | undefined
  readonly person: string | undefined
}

export interface Member {
  readonly school: SchoolInfo
  readonly person: Person
  readonly name: string
  readonly places: readonly Place[]
  /** The first of the places that the selection asks for. */
  readonly place: Place
  /** One that the person closed is none: a new link leads to a new account. */
  readonly account: PersonAccount | undefined
  readonly hasClosed: boolean
}

/** Ordered by school, role, class and name. Throws `unknown-school`, `unknown-class`, `unknown-person`. */
export async function selectMembers(
  store: Store,
  selection: Selection,
): Promise<readonly Member[]> {
  const schools = await selectSchools(store, selection.school)
  const loaded = await Promise.all(schools.map((info) => store.schools.load(info.id)))
  const present = loaded.filter((school) => school !== undefined)
  checkClass(present, selection.class)
  const members: Member[] = []
  for (const school of present) members.push(...(await membersOf(store, school, selection)))
  if (selection.person !== undefined && members.length === 0 && !isIn(present, selection.person)) {
    const people = present.flatMap((school) => school.people)
    throw unknown('person', selection.person, people)
  }
  return members
}

/** All schools, or the one that is asked for. */
export async function selectSchools(
  store: Store,
  id: string | undefined,
): Promise<readonly SchoolInfo[]> {
  const schools = await store.schools.list()
  const chosen = id === undefined ? schools : schools.filter((school) => school.id === id)
  if (id !== undefined && chosen.length === 0) {
    const known = schools.map((school) => ({ id: school.id, label: school.name }))
    throw unknown('school', id, known)
  }
  return chosen
}

/** The school that is asked for, or the only one there is. */
export async function theSchool(store: Store, id: string | undefined): Promise<School> {
  const [first, ...others] = await selectSchools(store, id)
  const school = first === undefined ? undefined : await store.schools.load(first.id)
  if (school === undefined || others.length > 0) {
    throw new LyceumError('which-school', 'There is more than one school, or none: say which.', {
      hint: 'lyceum status lists the schools; give one with --school <id>.',
      exitCode: exitCodes.usage,
    })
  }
  return school
}

async function membersOf(
  store: Store,
  school: School,
  selection: Selection,
): Promise<readonly Member[]> {
  const accounts = new Map(
    (await store.accounts.ofSchool(school.info.id)).map((one) => [one.person, one]),
  )
  const places = placesOf(school)
  const people = selection.person === undefined ? school.people : only(school, selection.person)
  const found = people.flatMap((person): readonly Member[] => {
    const own = places.get(person.id) ?? []
    const place = own.find((one) => matches(one, selection))
    if (place === undefined) return []
    const name = fullName(person, school.info.language)
    const known = accounts.get(person.id)
    const hasClosed = known?.state === 'closed'
    const account = hasClosed ? undefined : known
    return [{ school: school.info, person, name, places: own, place, account, hasClosed }]
  })
  return found.sort(byRoleAndName)
}

function matches(place: Place, { class: cls, role }: Selection): boolean {
  return (cls === undefined || place.class === cls) && (role === undefined || place.role === role)
}

function byRoleAndName(left: Member, right: Member): number {
  const key = ({ place }: Member) => `${order.indexOf(place.role)} ${place.className ?? ''}`
  const difference = key(left).localeCompare(key(right), 'ru', { numeric: true })
  return difference === 0 ? left.name.localeCompare(right.name, 'ru') : difference
}

const order: readonly Role[] = ['administrator', 'teacher', 'pupil', 'parent']

function only(school: School, id: string): readonly Person[] {
  return school.people.filter((person) => person.id === id)
}

function isIn(schools: readonly School[], person: string): boolean {
  return schools.some((school) => school.people.some(({ id }) => id === person))
}

function checkClass(schools: readonly School[], id: string | undefined): void {
  if (id === undefined) return
  const known = schools.flatMap((school) => school.classes)
  if (!known.some((cls) => cls.id === id)) throw unknown('class', id, known)
}

/** What may have been meant: people say a class's label, and mistype ids. */
interface Known {
  readonly id: string
  readonly label?: string
}

export function unknown(
  what: 'school' | 'class' | 'person',
  id: PersonId | string,
  known: readonly Known[] = [],
): LyceumError {
  return new UnknownId(what, id, meant(id, known))
}

function meant(text: string, known: readonly Known[]): string | undefined {
  const said = (label: string) => label.replaceAll(/\s/g, '').toLowerCase()
  const called = known.filter(({ label }) => label !== undefined && said(label) === said(text))
  // Several classes of one label: which of them cannot be known.
  if (called.length > 0) return called.length === 1 ? called[0]?.id : undefined
  return nearest(
    text,
    known.map((one) => one.id),
  )
}
