/** The handlers over the fake homeserver: a change there is an event here, as the homeserver would send it. */
import { randomUUID } from 'node:crypto'
import type { FakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { createFacts, type Facts } from '@lyceum/core/provision/facts.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import type { PersonId, RoomId, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import {
  applyRoster,
  fakeEngine,
  giveAccount,
  limits,
  type TestEngine,
} from '@lyceum/core/testing/engine.ts'
import type { IncomingEvent } from '../bridge/handlers.ts'
import { createLog } from '../log.ts'
import { watchManagedRooms } from './managed-rooms.ts'
import { watchPrivateRooms } from './private-rooms.ts'
import { repairSchools, type Repairs } from './repairs.ts'

export interface WatchedSchool {
  readonly engine: TestEngine<FakeHomeserver>
  readonly facts: Facts
  readonly repairs: Repairs
  /** Registers and brings in. */
  admit(person: PersonId, school?: SchoolId): Promise<UserId>
  /** By the end of its key: `C1/class-chat`. */
  roomId(ending: string): Promise<RoomId>
  /** Changes the state behind the engine's back and tells the handlers of it. */
  change(
    room: RoomId,
    sender: UserId,
    type: string,
    stateKey: string,
    content: object,
  ): Promise<void>
  member(
    room: RoomId,
    user: UserId,
    membership: 'join' | 'invite' | 'leave' | 'ban',
    options?: { readonly sender?: UserId; readonly displayName?: string },
  ): Promise<void>
  /** Tells the handlers late of what has happened before. */
  hear(room: RoomId, user: UserId, membership: 'join' | 'invite', sender: UserId): Promise<void>
  /** Newest first, of this kind. */
  journal(action: string): Promise<readonly object[]>
}

export async function watchSchool(...schools: readonly School[]): Promise<WatchedSchool> {
  const engine = await fakeEngine()
  for (const school of schools) await applyRoster(engine, school)
  const { homeserver, store } = engine
  const facts = createFacts({
    store,
    blueprint: engine.blueprint,
    policy: defaultPolicy,
    bot: homeserver.bot,
    language: 'ru',
  })
  const repairs = repairSchools({ engine, limits, log: createLog('silent') })
  const handlers = [
    watchManagedRooms({ engine, facts, repairs }),
    watchPrivateRooms({ engine, facts }),
  ]

  async function deliver(event: IncomingEvent): Promise<void> {
    const owner = (await facts.fresh()).room(event.room_id)
    for (const handler of handlers) {
      const content = handler.keep(event, owner)
      if (content === undefined) continue
      const kept = {
        id: event.event_id,
        room: event.room_id,
        type: event.type,
        stateKey: event.state_key,
        sender: event.sender,
        content: JSON.parse(JSON.stringify(content)),
        sentAt: event.origin_server_ts,
      }
      // At least once: what a handler does may be repeated.
      await handler.handle(kept, owner)
      await handler.handle(kept, owner)
    }
  }

  const told = async (room: RoomId, type: string, stateKey: string, sender: UserId, c: object) => {
    await deliver({
      event_id: `$${randomUUID()}`,
      room_id: room,
      type,
      state_key: stateKey,
      sender,
      content: { ...c },
      origin_server_ts: 0,
    })
    await repairs.settled()
  }

  return {
    engine,
    facts,
    repairs,
    async admit(person, school = (schools[0] as School).info.id) {
      const user = await giveAccount(engine, school, person)
      await (
        await enter(engine, person)
      ).complete
      return user
    },
    async roomId(ending) {
      for (const { info } of schools) {
        for (const [key, id] of await store.rooms.ofSchool(info.id)) {
          if (key.endsWith(ending)) return id
        }
      }
      throw new Error(`no room ${ending}`)
    },
    async change(room, sender, type, stateKey, content) {
      homeserver.drift.setState(room, sender, type, stateKey, content)
      await told(room, type, stateKey, sender, content)
    },
    async member(room, user, membership, options = {}) {
      homeserver.drift.setMembership(room, user, membership, options)
      const shown = options.displayName ?? (await homeserver.account(user))?.displayName
      const content = { membership, ...(shown === undefined ? {} : { displayname: shown }) }
      await told(room, 'm.room.member', user, options.sender ?? user, content)
    },
    hear: (room, user, membership, sender) =>
      told(room, 'm.room.member', user, sender, { membership }),
    async journal(action) {
      const entries = await store.journal.recent(100)
      return entries.filter((entry) => entry.action === action)
    },
  }
}
