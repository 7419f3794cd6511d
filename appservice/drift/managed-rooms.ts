/**
 * What happens to the school's own rooms behind the engine's back. Nothing is undone here: what does not fit the facts
 * asks for a repair of the school, and the engine says what is to be done. Topic and pinned messages are the people's.
 */
import { noteIfClosed } from '@lyceum/core/provision/closed-accounts.ts'
import { displayNameOf } from '@lyceum/core/provision/display-name.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Facts, ManagedRoom } from '@lyceum/core/provision/facts.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { EventHandler, IncomingEvent, KeptEvent, RoomOwner } from '../bridge/handlers.ts'
import type { Repairs } from './repairs.ts'

/** State that the blueprint owns. */
const owned: ReadonlySet<string> = new Set([
  'm.room.name',
  'm.room.canonical_alias',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.guest_access',
  'm.room.power_levels',
  'm.space.child',
  'org.lyceum.room',
])

/** What cannot be taken back: the room stays as it is, and the journal tells who did it. */
const final: ReadonlySet<string> = new Set(['m.room.encryption', 'm.room.tombstone'])

export interface ManagedRoomsInput {
  readonly engine: Engine
  readonly facts: Facts
  readonly repairs: Pick<Repairs, 'ask'>
}

export function watchManagedRooms(input: ManagedRoomsInput): EventHandler {
  const { bot } = input.engine.homeserver
  return {
    name: 'managed-rooms',
    keep(event, owner) {
      return owner === undefined ? undefined : keepOf(event, bot)
    },
    async handle(event, owner) {
      if (owner === undefined) return
      if (event.type === 'm.room.member') await handleMember(input, event, owner)
      else await handleState(input, event, owner)
    },
  }
}

function keepOf(event: IncomingEvent, bot: UserId): Readonly<Record<string, unknown>> | undefined {
  const { type, state_key: stateKey, sender, content } = event
  if (stateKey === undefined) return undefined
  // The homeserver's administration gives power in the bot's name, so levels are looked at whoever sent them.
  if (type === 'm.room.power_levels') return { users: content['users'] }
  if (sender === bot) return undefined
  if (type === 'm.room.member') {
    return { membership: content['membership'], displayname: content['displayname'] }
  }
  return owned.has(type) || final.has(type) ? {} : undefined
}

type Owner = NonNullable<RoomOwner>

async function handleState(
  { engine, facts, repairs }: ManagedRoomsInput,
  event: KeptEvent,
  { school, key }: Owner,
): Promise<void> {
  const { type, sender } = event
  if (final.has(type)) {
    const details = { room: key, what: type, outcome: 'noted' }
    const at = engine.now().toISOString()
    await engine.store.journal.append({ at, actor: sender, action: 'drift', school, details })
    return
  }
  if (sender === engine.homeserver.bot) {
    const room = (await facts.fresh()).room(event.room)
    if (room?.kind === undefined || !raises(event.content['users'], room)) return
  }
  repairs.ask(school, { room: key, what: type, by: sender })
}

/** Somebody has more than the blueprint gives; who is still to be listed is the engine's own writing, under way. */
function raises(users: unknown, room: ManagedRoom): boolean {
  if (typeof users !== 'object' || users === null) return false
  return Object.entries(users).some(([user, level]) => {
    return typeof level !== 'number' || level > (room.levelOf(user as UserId) ?? 0)
  })
}

async function handleMember(
  input: ManagedRoomsInput,
  event: KeptEvent,
  { school, key }: Owner,
): Promise<void> {
  const { engine, facts, repairs } = input
  const user = event.stateKey as UserId
  const isGiven = (await facts.fresh()).room(event.room)?.levelOf(user) !== undefined
  const what = isGiven ? await unfitting(input, event) : strangerComes(event)
  if (what === undefined) return
  // Leaves of every room arrive when somebody closes the own account: nothing there is to be repaired.
  if (what === 'left' && (await noteIfClosed(engine, user, school))) {
    // Of a teacher's or an administrator's the levels are to be written anew.
    repairs.ask(school)
    return
  }
  repairs.ask(school, { room: key, what, by: event.sender, user })
}

async function unfitting(
  { engine }: ManagedRoomsInput,
  { stateKey, sender, content }: KeptEvent,
): Promise<string | undefined> {
  switch (content['membership']) {
    case 'ban':
      return 'banned'
    case 'leave':
      return sender === stateKey ? 'left' : 'removed'
    case 'join': {
      const name = await displayNameOf(engine, stateKey as UserId)
      return name === undefined || name === content['displayname'] ? undefined : 'renamed'
    }
    default:
      return undefined
  }
}

function strangerComes({ content }: KeptEvent): string | undefined {
  const { membership } = content
  return membership === 'join' || membership === 'invite' || membership === 'knock'
    ? 'joined'
    : undefined
}
