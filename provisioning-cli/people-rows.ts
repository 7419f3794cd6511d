/** People as `person list` and `person show` tell them (DESIGN §6). */
import { personId } from '@lyceum/core/school/ids.ts'
import type { PersonAccount, Store } from '@lyceum/core/store/ports.ts'
import { selectSchools, type Member, type Selection } from './selection.ts'

export interface PersonRow {
  readonly id: string
  readonly name: string | null
  readonly user_id: string | null
  readonly state: 'invited' | 'waiting' | 'active' | 'ended'
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
export function personRows(members: readonly Member[]): readonly PersonRow[] {
  const byPerson = Map.groupBy(members, (member) => member.person.id)
  return [...byPerson].map(([id, list]) => ({
    id,
    name: list[0]?.name ?? null,
    user_id: list[0]?.account?.userId ?? null,
    state: stateOf(list[0]?.account),
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

/** Who left every school keeps the account, locked; only the id is still known. */
export async function endedRows(
  store: Store,
  { school, class: cls, role, person }: Selection,
  known: ReadonlySet<string>,
): Promise<readonly PersonRow[]> {
  if (cls !== undefined || role !== undefined) return []
  const rows = new Map<string, PersonRow>()
  for (const info of await selectSchools(store, school)) {
    for (const account of await store.accounts.ofSchool(info.id)) {
      const id = personId(account.person)
      if (known.has(id) || account.state !== 'ended') continue
      if (person !== undefined && person !== id) continue
      rows.set(id, { id, name: null, user_id: account.userId, state: 'ended', roles: [] })
    }
  }
  return [...rows.values()]
}

/** Who is still being brought into rooms is active for everybody who looks. */
function stateOf(account: PersonAccount | undefined): PersonRow['state'] {
  if (account === undefined) return 'invited'
  return account.state === 'ended' ? 'ended' : 'active'
}
