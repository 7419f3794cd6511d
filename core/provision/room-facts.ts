/** What is stored, as it is needed to judge rooms that people made; read whole, once for a run. */
import type { PersonId, UserId } from '../school/ids.ts'
import { standingsIn, type SchoolStanding } from '../school/policy/standing.ts'
import { isOver } from '../store/account-state.ts'
import type { Engine } from './engine.ts'
import type { RoomFacts } from './private-rooms.ts'

export async function loadRoomFacts({ store, homeserver, policy }: Engine): Promise<RoomFacts> {
  const accounts = await store.facts.accountsSince(0)
  const working = new Map<PersonId, UserId>(
    accounts.filter(({ state }) => !isOver(state)).map(({ person, userId }) => [person, userId]),
  )
  const standings = new Map<UserId, SchoolStanding[]>()
  for (const { id } of await store.schools.list()) {
    const school = await store.schools.load(id)
    if (school === undefined) continue
    for (const [user, standing] of standingsIn(school, working)) {
      standings.set(user, [...(standings.get(user) ?? []), standing])
    }
  }
  const managed = new Set((await store.facts.roomsSince(0)).map(({ room }) => room))
  const region = new Set(policy.regionStaff)
  return {
    isManaged: (room) => managed.has(room),
    policy: {
      settings: policy,
      bot: homeserver.bot,
      standing(user) {
        const schools = standings.get(user) ?? []
        const isRegion = region.has(user)
        return schools.length > 0 || isRegion ? { user, schools, region: isRegion } : undefined
      },
    },
  }
}
