/**
 * The closed community on a homeserver without the policy module: what should not have happened is undone after it. The
 * event says only where to look; the room is judged as it is now, so a repeated or late event does no harm. With the
 * module on there is nothing to undo.
 */
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Facts, FactsNow } from '@lyceum/core/provision/facts.ts'
import { settleRoom } from '@lyceum/core/provision/private-rooms.ts'
import { tellPerson } from '@lyceum/core/provision/tell-person.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { EventHandler, IncomingEvent, KeptEvent } from '../bridge/handlers.ts'
import { texts, type ToldText } from './texts.ts'

export interface PrivateRoomsInput {
  readonly engine: Engine
  readonly facts: Facts
}

const opened: Readonly<Record<string, string>> = {
  'm.room.join_rules': 'join_rule',
  'm.room.history_visibility': 'history_visibility',
}

export function watchPrivateRooms(input: PrivateRoomsInput): EventHandler {
  const { bot } = input.engine.homeserver
  return {
    name: 'private-rooms',
    keep(event, owner) {
      return owner === undefined && event.sender !== bot ? keepOf(event, bot) : undefined
    },
    async handle(event, owner) {
      if (owner === undefined) await settle(input, event)
    },
  }
}

/** Nothing of what people said, of names or of reasons. */
function keepOf(
  { type, state_key: stateKey, content }: IncomingEvent,
  bot: UserId,
): Readonly<Record<string, unknown>> | undefined {
  if (stateKey === undefined) return undefined
  if (type === 'm.room.member') {
    const { membership } = content
    const comes = membership === 'join' || membership === 'invite' || membership === 'knock'
    return comes && stateKey !== bot ? { membership } : undefined
  }
  if (type === 'm.room.canonical_alias') return {}
  const field = opened[type]
  return field === undefined ? undefined : { [field]: content[field] }
}

async function settle(input: PrivateRoomsInput, event: KeptEvent): Promise<void> {
  const { engine, facts } = input
  const now = await facts.fresh()
  if (now.isManaged(event.room)) return
  // Who came last goes first: while this event waited to be handled, somebody may have come after the one whom it tells of.
  const { left, closed } = await settleRoom(engine, now.policy, event.room, ({ lastCome }) =>
    event.type === 'm.room.member' ? lastCome : undefined,
  )
  if (left.length + closed.length === 0) return
  const at = engine.now().toISOString()
  const entry = { at, actor: event.sender, action: 'policy-enforced', school: undefined }
  for (const user of left) {
    const details = { room: event.room, user, what: event.type }
    await engine.store.journal.append({ ...entry, details })
    await tell(input, now, user, 'taken-out', event)
  }
  for (const what of closed) {
    const details = { room: event.room, what, outcome: 'closed' }
    await engine.store.journal.append({ ...entry, details })
  }
  if (closed.length > 0) await tell(input, now, event.sender, 'room-closed', event)
  if (left.length > 0 && !left.includes(event.sender)) {
    await tell(input, now, event.sender, 'other-taken-out', event)
  }
}

/** Never a reason to try the whole again: who cannot be told (another homeserver, a closed account) is not. */
async function tell(
  { engine }: PrivateRoomsInput,
  now: FactsNow,
  user: UserId,
  what: ToldText,
  event: KeptEvent,
): Promise<void> {
  const text = texts[what][now.languageOf(user)]
  try {
    await tellPerson(engine, now.policy, user, text, `${what} ${event.id}`)
  } catch (err) {
    engine.log.warn({ user, err }, 'person not told')
  }
}
