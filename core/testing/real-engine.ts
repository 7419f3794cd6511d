/** An engine on the shared Synapse of the end-to-end tests, and people who enter with a session of their own. */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { Homeserver } from '../homeserver/ports.ts'
import { connectSynapse } from '../homeserver/synapse.ts'
import { connectPerson, type PersonClient } from '../homeserver/testing.ts'
import { enter } from '../provision/enter.ts'
import type { AccountSettings } from '../school/account-settings.ts'
import type { PersonId, RoomId, RoomKey, SchoolId } from '../school/ids.ts'
import { engineOn, giveAccount, memoryStore, planStored, type TestEngine } from './engine.ts'

/** Schools of other test files on the same Synapse are strangers to it: its aliases are its own. */
export async function realEngine(accounts?: AccountSettings): Promise<TestEngine<Homeserver>> {
  const { url, serverName, asToken, botLocalpart } = inject('homeserver')
  const homeserver = connectSynapse({ url, serverName, asToken, botLocalpart })
  return engineOn(homeserver, await memoryStore(), randomBytes(16).toString('hex'), accounts)
}

/** A school id that no other test has, so that logins made from it are free. */
export function freshSchoolId(): string {
  return `s${randomBytes(4).toString('hex')}`
}

/** Registers, enters and signs in. */
export async function enterAs(
  engine: TestEngine<Homeserver>,
  school: SchoolId,
  person: PersonId,
): Promise<PersonClient> {
  const user = await giveAccount(engine, school, person)
  const entry = await enter(engine, person)
  await entry.complete
  const { accessToken } = await engine.homeserver.logIn(user, 'test')
  return connectPerson(inject('homeserver').url, user, accessToken)
}

/** Where a room of the school is, by the end of its key: `class-chat` of class `C1`: `C1/class-chat`. */
export async function roomFinder(
  engine: TestEngine<Homeserver>,
  school: SchoolId,
): Promise<(ending: string) => RoomId> {
  const { ids } = await planStored(engine, school)
  return (ending) => {
    const found = [...ids].find(([key]: readonly [RoomKey, RoomId]) => key.endsWith(ending))
    if (found === undefined) throw new Error(`no room ${ending}`)
    return found[1]
  }
}
