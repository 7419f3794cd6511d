/** The bot over the fake homeserver: people say something to it, as the homeserver would send it, and each event comes twice. */
import { randomUUID } from 'node:crypto'
import type { FakeHomeserver, WriteMoment } from '@lyceum/core/homeserver/fake.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import type { Facts } from '@lyceum/core/provision/facts.ts'
import { openTalk } from '@lyceum/core/provision/talk.ts'
import type { PersonId, RoomId, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import {
  applyRoster,
  fakeEngine,
  giveAccount,
  type TestEngine,
} from '@lyceum/core/testing/engine.ts'
import { createLog } from '../../log.ts'
import { factsOf } from '../../testing/facts.ts'
import { BotTalks } from '../bot-talks.ts'
import type { IncomingEvent } from '../handlers.ts'
import { listenAsBot } from './bot.ts'
import type { BotContext } from './command.ts'

export interface BotSite {
  readonly engine: TestEngine<FakeHomeserver>
  readonly facts: Facts
  readonly logLines: readonly string[]
  /** Moves the clock. */
  pass(seconds: number): void
  /** Account and rooms; once a person. `others`: whom the account stands for as well. */
  admit(person: PersonId, others?: readonly PersonId[]): Promise<UserId>
  /** Where the person and the bot are alone. */
  talkOf(user: UserId): Promise<RoomId>
  /** What the bot says to this, one text a message. `dies`: see `deliver`. */
  ask(user: UserId, text: string, options?: AskOptions): Promise<string>
  /** Delivers an event; gives what was kept of it, and what the bot answered, wherever that was: what waits for somebody's decision rings and is none. */
  deliver(
    event: Partial<IncomingEvent> & Pick<IncomingEvent, 'type'>,
    dies?: Death,
  ): Promise<Delivered>
  roomOf(school: SchoolId, ending: string): Promise<RoomId>
}

interface AskOptions {
  readonly dies?: Death
  readonly room?: RoomId
  readonly replyTo?: string
}

/** The process ends at this write to the homeserver, counted from 1, the first time that the event is handled. */
export interface Death {
  readonly write: number
  readonly moment: WriteMoment
}

interface Delivered {
  readonly kept: Readonly<Record<string, unknown>> | undefined
  readonly said: readonly { readonly room: RoomId; readonly text: string }[]
}

const publicUrl = 'https://school.test'

export async function startBotSite(...schools: readonly School[]): Promise<BotSite> {
  const engine = await fakeEngine()
  for (const school of schools) await applyRoster(engine, school)
  const { homeserver, store } = engine
  const facts = factsOf(engine)
  const logLines: string[] = []
  const log = createLog('debug', { write: (line) => void logLines.push(line) })
  let offset = 0
  const now = () => new Date(Date.now() + offset)
  const context: BotContext = { engine, facts, publicUrl, log, now }
  const handler = listenAsBot(context)

  const deliver: BotSite['deliver'] = async (given, dies) => {
    const event: IncomingEvent = {
      event_id: `$${randomUUID()}`,
      room_id: '!nowhere' as RoomId,
      sender: homeserver.bot,
      content: {},
      origin_server_ts: 0,
      ...given,
    }
    const before = homeserver.sent.length
    const known = await facts.fresh()
    const talks = new BotTalks(homeserver.bot, (room) => known.aloneWith(room))
    const content = handler.keep(event, known.room(event.room_id), talks.talkOf(event))
    for (const room of talks.closed) await store.talks.closeBotRoom(room)
    if (content === undefined) return { kept: undefined, said: [] }
    const kept = {
      id: event.event_id,
      room: event.room_id,
      type: event.type,
      stateKey: event.state_key,
      sender: event.sender,
      content: JSON.parse(JSON.stringify(content)),
      sentAt: event.origin_server_ts,
    }
    const handle = async () => {
      const then = await facts.fresh()
      await handler.handle(kept, then.room(kept.room), then.aloneWith(kept.room))
    }
    if (dies === undefined) await handle()
    else await dieAt(homeserver, dies, handle)
    await handle()
    const said = homeserver.sent
      .slice(before)
      .filter(({ content: { msgtype } }) => msgtype === 'm.notice')
    return {
      kept: content,
      said: said.map((one) => ({ room: one.room, text: String(one.content['body']) })),
    }
  }

  const talkOf = async (user: UserId) => {
    const { policy } = await facts.fresh()
    const talk = await openTalk(engine, policy, homeserver.bot, user)
    if (talk.state !== 'opened') throw new Error(`no conversation: ${talk.state}`)
    return talk.room
  }

  return {
    engine,
    facts,
    logLines,
    pass(seconds) {
      offset += seconds * 1000
    },
    async admit(person, others = []) {
      const school = schools.find(({ people }) => people.some(({ id }) => id === person))
      if (school === undefined) throw new Error(`${person} is in no school`)
      const user = await giveAccount(engine, school.info.id, person)
      const at = new Date().toISOString()
      for (const other of others) await store.accounts.bind(other, user, at)
      for (const one of [person, ...others]) await (await enter(engine, one)).complete
      return user
    },
    talkOf,
    async ask(user, text, { room, replyTo, dies } = {}) {
      const relation = replyTo && { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } }
      const where = room ?? (await talkOf(user))
      const content = { msgtype: 'm.text', body: text, ...relation }
      const event = { type: 'm.room.message', room_id: where, sender: user, content }
      const { said } = await deliver(event, dies)
      return said
        .filter((one) => one.room === where)
        .map((one) => one.text)
        .join('\n---\n')
    },
    deliver,
    async roomOf(school, ending) {
      const rooms = await store.rooms.ofSchool(school)
      const found = [...rooms].find(([key]) => key.endsWith(ending))
      if (found === undefined) throw new Error(`no room ${ending}`)
      return found[1]
    },
  }
}

/** Nothing that comes after the death happens, whatever catches the error. */
async function dieAt(
  homeserver: FakeHomeserver,
  { write, moment }: Death,
  handle: () => Promise<void>,
): Promise<void> {
  const start = homeserver.writes
  let isDead = false
  homeserver.onWrite = (n, now) => {
    if (n - start === write && now === moment) isDead = true
    if (isDead) throw new Error('the process ended')
  }
  await handle().catch((error: unknown) => {
    if (!isDead) throw error
  })
  homeserver.onWrite = undefined
}
