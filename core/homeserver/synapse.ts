/** The homeserver as Synapse gives it: everything as the appservice's bot or, with `as`, as a person of this server. */
import type { Logger } from 'pino'
import { userId } from '../school/ids.ts'
import { connectJson } from './http.ts'
import type { Homeserver } from './ports.ts'
import { accounts } from './synapse/accounts.ts'
import { directRooms } from './synapse/direct-rooms.ts'
import { eventReports } from './synapse/event-reports.ts'
import { memberships } from './synapse/memberships.ts'
import { messages } from './synapse/messages.ts'
import { openId } from './synapse/openid.ts'
import { personErasing } from './synapse/person-erasing.ts'
import { personReading } from './synapse/person-reading.ts'
import { privateRooms } from './synapse/private-rooms.ts'
import { roomReading } from './synapse/room-reading.ts'
import { roomCreation, roomWriting } from './synapse/room-writing.ts'
import { serverInfo } from './synapse/server-info.ts'

export interface SynapseOptions {
  /** Where the client API answers: `http://127.0.0.1:8008`. */
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  readonly botLocalpart: string
  readonly log?: Pick<Logger, 'debug' | 'warn'>
  /** Aborts what is under way. */
  readonly signal?: AbortSignal
}

/** Makes no request by itself. */
export function connectSynapse(options: SynapseOptions): Homeserver {
  const { url, serverName } = options
  const bot = userId(`@${options.botLocalpart}:${serverName}`)
  const http = connectJson({
    url,
    token: options.asToken,
    log: options.log,
    signal: options.signal,
  })
  const reading = roomReading(http, bot)
  return {
    serverName,
    bot,
    get requests() {
      return http.requests
    },
    ...roomCreation(http),
    ...reading,
    ...roomWriting(http, reading),
    ...memberships(http),
    ...accounts(http, serverName),
    ...directRooms(http),
    ...eventReports(http, serverName),
    ...messages(http, bot),
    ...openId(url, serverName),
    ...privateRooms(http),
    ...personReading(http, serverName),
    ...personErasing(http),
    ...serverInfo(http, bot),
  }
}
