/**
 * The real intake, worker and bridge behind a real listener, with handlers that note what they did: no homeserver stands
 * behind it, a test sends the transactions itself.
 */
import type { AddressInfo } from 'node:net'
import { createFakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { createFacts } from '@lyceum/core/provision/facts.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { createEvents, type Events } from '../bridge/events.ts'
import type { EventHandler, RoomOwner } from '../bridge/handlers.ts'
import { createInternalServer } from '../http/internal-server.ts'
import { createLog } from '../log.ts'

export interface IntakeSite {
  readonly url: string
  readonly store: Store
  readonly events: Events
  /** Sends a transaction as the homeserver does. */
  send(txn: string, events: readonly unknown[]): Promise<number>
  /** Resolves once nothing waits. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface IntakeSiteOptions {
  readonly database: string
  readonly handlers: readonly EventHandler[]
  /** Rooms that are a school's; all where left out. */
  readonly isOurs?: (room: RoomId) => boolean
  /** With whom the bot is alone in a room; with nobody where left out. */
  readonly aloneWith?: (room: RoomId) => UserId | undefined
  readonly owner?: string
  readonly port?: number
  readonly sink?: { write(line: string): void }
  readonly delayMs?: (failures: number) => number
  /** A real one, that sends its events itself. */
  readonly homeserver?: IntakeHomeserver
}

interface IntakeHomeserver {
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  readonly hsToken: string
}

export const siteHsToken = 'the-token-of-the-homeserver'
const nobody: IntakeHomeserver = {
  url: 'http://127.0.0.1:9',
  serverName: 'lyceum.test',
  asToken: 'the-token-of-the-appservice',
  hsToken: siteHsToken,
}
const aRoom = { school: 'S1', key: 'school/S1/general' } as unknown as NonNullable<RoomOwner>

export async function startIntakeSite(options: IntakeSiteOptions): Promise<IntakeSite> {
  const {
    database,
    handlers,
    isOurs = () => true,
    owner = 'site',
    sink,
    aloneWith = () => undefined,
  } = options
  const real = options.homeserver ?? nobody
  const store = await openStore({ sqlite: database }, { invitationKey: 'a key for tests only' })
  const homeserver = createFakeHomeserver()
  const log = createLog('debug', sink ?? { write: () => {} })
  const now = () => new Date()
  const room = (id: RoomId) => (isOurs(id) ? aRoom : undefined)
  const events = createEvents({
    ...real,
    homeserverUrl: real.url,
    botLocalpart: 'lyceum',
    host: '127.0.0.1',
    port: options.port ?? 0,
    store,
    owners: { fresh: () => Promise.resolve({ room, aloneWith }) },
    handlers,
    owner,
    log,
    now,
    ...(options.delayMs === undefined ? {} : { delayMs: options.delayMs }),
  })
  const facts = createFacts({
    store,
    blueprint: defaultBlueprint,
    policy: defaultPolicy,
    bot: homeserver.bot,
    language: 'en',
  })
  const { transactions } = events
  const { hsToken } = real
  const server = await createInternalServer({
    store,
    homeserver,
    hsToken,
    transactions,
    log,
    facts,
    now,
  })
  await events.start(server)
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return {
    url,
    store,
    events,
    send: (txn, sent) => sendTransaction(url, txn, sent),
    async settled() {
      while ((await store.intake.counts()).waiting > 0) {
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async stop() {
      await events.stop()
      await store.close()
    },
  }
}

/** Gives the status of the answer. */
export async function sendTransaction(
  url: string,
  txn: string,
  events: readonly unknown[],
): Promise<number> {
  const response = await fetch(`${url}/_matrix/app/v1/transactions/${txn}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${siteHsToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  })
  await response.text()
  return response.status
}

export function message(id: string, room: string, body: string): object {
  return {
    event_id: `$${id}`,
    room_id: `!${room}`,
    type: 'm.room.message',
    sender: '@anna:lyceum.test',
    content: { msgtype: 'm.text', body },
    origin_server_ts: 1_790_000_000_000,
  }
}

/** Wants everything, and notes what it is given. */
export function noting(note: (event: string, room: RoomId, body: unknown) => void): EventHandler {
  return {
    name: 'noting',
    keep: ({ content }) => ({ body: content['body'] }),
    handle: async ({ id, room, content }) => note(id, room, content['body']),
  }
}
