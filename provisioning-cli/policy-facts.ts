/** Standings of everybody stored, also of those who have not entered: as if they had, since that is what is asked. */
import { isOver } from '@lyceum/core/store/account-state.ts'
import { userId, type PersonId, type UserId } from '@lyceum/core/school/ids.ts'
import type { Policy } from '@lyceum/core/school/policy/judge.ts'
import type { PolicySettings } from '@lyceum/core/school/policy/settings.ts'
import {
  standingsIn,
  type SchoolStanding,
  type Standing,
} from '@lyceum/core/school/policy/standing.ts'
import type { Store } from '@lyceum/core/store/ports.ts'

export interface StoredPolicy extends Policy {
  /** By person id, login or Matrix id; undefined for nobody known. */
  find(text: string): UserId | undefined
}

export async function loadPolicy(
  store: Store,
  settings: PolicySettings,
  bot: UserId,
  serverName: string,
): Promise<StoredPolicy> {
  const schools = new Map<UserId, SchoolStanding[]>()
  const users = new Map<PersonId, UserId>()
  // Known, and of no school until they are let in.
  const applicants = new Set<UserId>()
  for (const { id } of await store.schools.list()) {
    const school = await store.schools.load(id)
    if (school === undefined) continue
    const known = await store.accounts.ofSchool(id)
    const accounts = new Map(school.people.map((one) => [one.id, notEntered(one.id)]))
    for (const { person, userId: user, state } of known) {
      users.set(person, user)
      if (isOver(state)) accounts.delete(person)
      else accounts.set(person, user)
    }
    for (const [person, user] of accounts) users.set(person, user)
    for (const { user } of await store.applications.ofSchool(id)) applicants.add(user)
    for (const [user, standing] of standingsIn(school, accounts)) {
      schools.set(user, [...(schools.get(user) ?? []), standing])
    }
  }
  return {
    settings,
    bot,
    standing(user): Standing | undefined {
      const own = schools.get(user) ?? []
      const region = settings.regionStaff.includes(user)
      return own.length === 0 && !region ? undefined : { user, schools: own, region }
    },
    find(text) {
      const person = users.get(text as PersonId)
      if (person !== undefined) return person
      const whole = userId(text.startsWith('@') ? text : `@${text}:${serverName}`)
      const isKnown =
        schools.has(whole) || applicants.has(whole) || [...users.values()].includes(whole)
      return isKnown || settings.regionStaff.includes(whole) || whole === bot ? whole : undefined
    },
  }
}

/** No account has such an id: it begins with no `@`. */
function notEntered(person: PersonId): UserId {
  return userId(`person ${person}`)
}
