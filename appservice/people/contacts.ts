/**
 * Whom somebody may write to, by the policy alone: also people with whom no room is shared and who have not entered yet,
 * and nobody else. Of a parent only what the one who looks knows anyway is told: classes that both are of.
 */
import type { ClassId, PersonId, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import { mayTalk, type Policy } from '@lyceum/core/school/policy/judge.ts'
import {
  standingsIn,
  type SchoolStanding,
  type Standing,
} from '@lyceum/core/school/policy/standing.ts'
import { fullName, roles, type Person, type Role, type School } from '@lyceum/core/school/people.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import type { PeopleContext } from './context.ts'
import type { SignedIn } from './sessions.ts'

export interface Contact {
  readonly id: PersonId
  /** Null until the person has entered. */
  readonly user_id: UserId | null
  readonly name: string
  readonly entered: boolean
  readonly school: SchoolId
  readonly school_name: string
  readonly roles: readonly {
    readonly role: Role
    readonly class?: ClassId
    readonly class_name?: string
    readonly class_teacher?: true
  }[]
}

/**
 * `query`: the beginnings of any of the person's names. Sorted by family name; who has it as the family name comes before
 * who has it as another one: of Denisov there are some, of the Denisovnas many.
 */
export async function contactsOf(
  { engine, facts }: PeopleContext,
  { standing }: Pick<SignedIn, 'standing'>,
  query: string,
): Promise<readonly Contact[]> {
  const { policy } = await facts.fresh()
  const found = await Promise.all(
    standing.schools.map(async (here) => {
      const school = await engine.store.schools.load(here.school)
      const accounts = await engine.store.accounts.ofSchool(here.school)
      const open = accounts.filter((one) => !isOver(one.state))
      const users = new Map(open.map((one) => [one.person, one.userId]))
      return school === undefined
        ? []
        : contactsIn(school, users, { policy, standing, here, query })
    }),
  )
  const { compare } = new Intl.Collator('ru')
  return found
    .flat()
    .toSorted((a, b) => a.rank - b.rank || compare(a.sortedBy, b.sortedBy))
    .map((one) => one.contact)
}

interface Viewer {
  readonly policy: Policy
  readonly standing: Standing
  readonly here: SchoolStanding
  readonly query: string
}

function contactsIn(
  school: School,
  users: ReadonlyMap<PersonId, UserId>,
  viewer: Viewer,
): readonly { readonly rank: number; readonly sortedBy: string; readonly contact: Contact }[] {
  const { standing, here, query } = viewer
  const wanted = school.people.filter((person) => {
    return !here.persons.has(person.id) && matches(person, query)
  })
  // People without an account are judged as they would be with one.
  const all = new Map(school.people.map(({ id }) => [id, users.get(id) ?? (`?${id}` as UserId)]))
  const standings = standingsIn(school, all)
  const policy: Policy = {
    ...viewer.policy,
    standing(user) {
      if (user === standing.user) return standing
      const there = standings.get(user)
      const region = viewer.policy.settings.regionStaff.includes(user)
      return there && { user, schools: [there], region }
    },
  }
  return wanted.flatMap((person) => {
    const user = all.get(person.id) as UserId
    const there = standings.get(user)
    if (there === undefined || !mayTalk(policy, standing.user, user).allowed) return []
    const { info } = school
    const contact: Contact = {
      id: person.id,
      user_id: users.get(person.id) ?? null,
      name: fullName(person, info.language),
      entered: users.has(person.id),
      school: info.id,
      school_name: info.name,
      roles: rolesShown(school, there, here),
    }
    const sortedBy = `${person.familyName} ${person.givenName} ${person.id}`
    return [{ rank: rankOf(person, query), sortedBy, contact }]
  })
}

function rolesShown(school: School, there: SchoolStanding, viewer: SchoolStanding) {
  const labels = new Map(school.classes.map((cls) => [cls.id, cls.label]))
  const isStaff = viewer.roles.has('administrator') || viewer.roles.has('teacher')
  const own = viewer.pupilOf.union(viewer.parentIn)
  const children = there.children.intersection(viewer.persons.union(viewer.children))
  const parentIn = isStaff ? there.parentIn : there.parentIn.intersection(own)
  const classesOf: Readonly<Record<Role, ReadonlySet<ClassId>>> = {
    administrator: new Set(),
    teacher: there.teaches.union(there.headOf),
    pupil: there.pupilOf,
    parent: parentIn,
  }
  const shown = roles.filter((role) => {
    if (!there.roles.has(role)) return false
    return role !== 'parent' || isStaff || parentIn.size > 0 || children.size > 0
  })
  return shown.flatMap((role): Contact['roles'] => {
    const classes = [...classesOf[role]]
    if (classes.length === 0) return [{ role }]
    return classes.map((cls) => ({
      role,
      class: cls,
      class_name: labels.get(cls) ?? cls,
      ...(role === 'teacher' && there.headOf.has(cls) ? { class_teacher: true as const } : {}),
    }))
  })
}

/** 0 where the query is of the family name, 1 where of the given name, 2 where of the patronymic alone. */
function rankOf({ familyName, givenName }: Person, query: string): number {
  const wanted = wordsOf(query)
  const begins = (name: string) => wanted.some((part) => folded(name).startsWith(part))
  if (wanted.length === 0 || begins(familyName)) return 0
  return begins(givenName) ? 1 : 2
}

function matches(person: Person, query: string): boolean {
  const wanted = wordsOf(query)
  const names = [person.familyName, person.givenName, person.middleName ?? ''].map(folded)
  return wanted.every((part) => names.some((name) => name.startsWith(part)))
}

function wordsOf(query: string): readonly string[] {
  return folded(query).split(/\s+/).filter(Boolean)
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е')
}
