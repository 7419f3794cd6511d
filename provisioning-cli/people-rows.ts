/** People as `person list` and `person show` tell them (DESIGN §6). */
import {
  personState,
  waitingPeople,
  type PersonState,
} from '@lyceum/core/provision/person-state.ts'
import type { PersonId, UserId } from '@lyceum/core/school/ids.ts'
import { fullName } from '@lyceum/core/school/people.ts'
import { isOver, type AccountState, type PersonAccount } from '@lyceum/core/store/account-state.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { placesOf } from './places.ts'
import { selectSchools, type Member, type Selection } from './selection.ts'

export interface PersonRow {
  readonly id: string
  readonly name: string | null
  readonly user_id: string | null
  readonly state: PersonState
  readonly roles: readonly {
    readonly role: string
    readonly school: string
    readonly school_name: string
    readonly class: string | null
    readonly class_name: string | null
    readonly subjects: readonly string[]
  }[]
}

/** One row a person, whatever the number of schools; in the order of the members. */
export function personRows(
  members: readonly Member[],
  waiting: ReadonlyMap<PersonId, UserId>,
): readonly PersonRow[] {
  const byPerson = Map.groupBy(members, (member) => member.person.id)
  return [...byPerson].map(([id, list]) => ({
    id,
    name: list[0]?.name ?? null,
    user_id: list[0]?.account?.userId ?? waiting.get(id) ?? null,
    state: personState(accountState(list[0]), waiting.has(id)),
    roles: list.flatMap(({ school, places }) =>
      places.map((place) => ({
        role: place.role,
        school: school.id,
        school_name: school.name,
        class: place.class ?? null,
        class_name: place.className ?? null,
        subjects: place.subjects,
      })),
    ),
  }))
}

/**
 * Who is in a school without any role (a pupil in no class, a parent of nobody), and who left every school and keeps the
 * account, locked, of whom only the id is still known. `known` are told already; none where a class or role is asked for.
 */
export async function rowsWithoutRole(
  store: Store,
  { school, class: cls, role, person }: Selection,
  known: ReadonlySet<string>,
): Promise<readonly PersonRow[]> {
  if (cls !== undefined || role !== undefined) return []
  const rows = new Map<string, PersonRow>()
  const told = new Set(known)
  const isWanted = (id: string) => !told.has(id) && (person === undefined || person === id)
  const waiting = await waitingPeople(store)
  const schools = await selectSchools(store, school)
  for (const { id: schoolId, language } of schools) {
    const present = await store.schools.load(schoolId)
    if (present === undefined) continue
    const places = placesOf(present)
    for (const one of present.people.filter(({ id }) => isWanted(id))) {
      told.add(one.id)
      if ((places.get(one.id)?.length ?? 0) > 0) continue
      const account = await store.accounts.ofPerson(one.id)
      rows.set(one.id, rowWithoutRole(one.id, fullName(one, language), account, waiting))
    }
  }
  for (const info of schools) {
    for (const account of await store.accounts.ofSchool(info.id)) {
      if (!isWanted(account.person) || !isOver(account.state)) continue
      rows.set(account.person, rowWithoutRole(account.person, null, account, waiting))
    }
  }
  return [...rows.values()]
}

function rowWithoutRole(
  id: PersonId,
  name: string | null,
  account: PersonAccount | undefined,
  waiting: ReadonlyMap<PersonId, UserId>,
): PersonRow {
  const user = account?.userId ?? waiting.get(id) ?? null
  return { id, name, user_id: user, state: personState(account?.state, waiting.has(id)), roles: [] }
}

function accountState(member: Member | undefined): AccountState | undefined {
  return member?.hasClosed === true ? 'closed' : member?.account?.state
}
