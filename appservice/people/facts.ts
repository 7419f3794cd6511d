/** What is true of people now: their standings, and their places in the school's rooms. */
import { blueprint } from '@lyceum/core/school/blueprint.ts'
import { membersOf } from '@lyceum/core/school/desired.ts'
import type { RoomId, RoomKey, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import type { Policy } from '@lyceum/core/school/policy/judge.ts'
import type { PolicySettings } from '@lyceum/core/school/policy/settings.ts'
import { standingsIn } from '@lyceum/core/school/policy/standing.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'

export interface RoomPlace {
  readonly key: RoomKey
  readonly school: SchoolId
  /** The power level that the blueprint gives. */
  readonly level: number
}

export interface PeopleFacts {
  /** Knows these people as they are now, also what another process has just changed. */
  policy(users: readonly UserId[]): Promise<Policy>
  /** Undefined where the room is no school's, or the school does not give it to the person. */
  placeIn(user: UserId, room: RoomId): Promise<RoomPlace | undefined>
}

type FactsEngine = Pick<Engine, 'store' | 'homeserver' | 'blueprint'>

/** Read from the database at every question. */
export function storedFacts(engine: FactsEngine, settings: PolicySettings): PeopleFacts {
  const { store, homeserver } = engine

  async function schoolsOf(user: UserId): Promise<readonly SchoolId[]> {
    const persons = await store.accounts.personsOf(user)
    const schools = await Promise.all(persons.map((one) => store.accounts.schoolsOf(one)))
    return [...new Set(schools.flat())]
  }

  async function load(id: SchoolId) {
    const school = await store.schools.load(id)
    if (school === undefined) return undefined
    const all = await store.accounts.ofSchool(id)
    const open = all.filter((account) => !isOver(account.state))
    return { school, accounts: new Map(open.map(({ person, userId }) => [person, userId])) }
  }

  return {
    async policy(users) {
      const named = await Promise.all(users.map(schoolsOf))
      const loaded = await Promise.all([...new Set(named.flat())].map(load))
      const standings = loaded.flatMap((one) =>
        one === undefined ? [] : [standingsIn(one.school, one.accounts)],
      )
      return {
        settings,
        bot: homeserver.bot,
        standing(user) {
          const schools = standings.flatMap((one) => one.get(user) ?? [])
          const region = settings.regionStaff.includes(user)
          return schools.length === 0 && !region ? undefined : { user, schools, region }
        },
      }
    },

    async placeIn(user, room) {
      for (const id of await schoolsOf(user)) {
        const keys = await store.rooms.ofSchool(id)
        const key = [...keys].find(([, one]) => one === room)?.[0]
        const found = key === undefined ? undefined : await load(id)
        if (found === undefined) continue
        const wanted = blueprint(found.school, engine.blueprint).find((one) => one.key === key)
        const level = wanted && membersOf(wanted, found.accounts).get(user)
        if (wanted !== undefined && level !== undefined)
          return { key: wanted.key, school: id, level }
      }
      return undefined
    },
  }
}
