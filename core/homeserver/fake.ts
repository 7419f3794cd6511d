/**
 * A homeserver in memory for tests of whatever stands on the ports: it keeps state and judges join rules and levels as
 * Synapse does, as far as the contract suite (`contract.ts`) asks it of both.
 */
import type { UserId } from '../school/ids.ts'
import { accounts } from './fake/accounts.ts'
import { directRooms, messages } from './fake/direct-rooms.ts'
import { drift, type Drift } from './fake/drift.ts'
import { eventReports } from './fake/event-reports.ts'
import { memberships } from './fake/memberships.ts'
import { personalData } from './fake/personal-data.ts'
import { privateRooms } from './fake/private-rooms.ts'
import { roomCreation, roomReading, roomWriting } from './fake/rooms.ts'
import { createWorld, type FakeAccount, type FakeMessage, type WriteHook } from './fake/world.ts'
import type { Homeserver } from './ports.ts'

export type { WriteMoment } from './fake/world.ts'

export interface FakeHomeserver extends Homeserver {
  /** Called around every write; throwing in it is what the caller sees. */
  onWrite: WriteHook | undefined
  /** Writes begun so far. */
  readonly writes: number
  readonly drift: Drift
  /** What the bot said, in its order. */
  readonly sent: readonly FakeMessage[]
  /** A token that `openIdUser` takes for this person. */
  issueOpenIdToken(user: UserId): string
  /** What the ports do not show: password and sessions. */
  inspectAccount(user: UserId): Readonly<FakeAccount> | undefined
}

export function createFakeHomeserver(
  options: { readonly serverName?: string; readonly botLocalpart?: string } = {},
): FakeHomeserver {
  const serverName = options.serverName ?? 'lyceum.test'
  const world = createWorld(serverName, options.botLocalpart ?? 'lyceum')
  return {
    serverName,
    bot: world.bot,
    get requests() {
      return world.requests
    },
    get writes() {
      return world.writes
    },
    get onWrite() {
      return world.onWrite
    },
    set onWrite(hook) {
      world.onWrite = hook
    },
    ...roomCreation(world),
    ...roomReading(world),
    ...roomWriting(world),
    ...memberships(world),
    ...accounts(world),
    ...personalData(world),
    ...privateRooms(world),
    ...directRooms(world),
    ...eventReports(world),
    ...messages(world),
    async versions() {
      world.requests += 1
      return { spec: ['v1.11'], server: 'Fake 1' }
    },
    async whoAmI() {
      world.requests += 1
      return world.bot
    },
    async isAdmin() {
      world.requests += 1
      return true
    },
    drift: drift(world),
    sent: world.sent,
    issueOpenIdToken(user) {
      world.ids += 1
      const token = `openid-${world.ids}`
      world.openIdTokens.set(token, user)
      return token
    },
    inspectAccount(user) {
      return world.accounts.get(user)
    },
  }
}
