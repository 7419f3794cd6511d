/**
 * A direct room of two people: made as the one who asked, joined as the other, marked as direct for both, so that it is an
 * ordinary private conversation in any client. The bot is not in it. There is one such room for two people: asking again
 * gives the same, and brings back who asks. Where that cannot be (both left, a third person came, somebody is banned)
 * there is a new one.
 *
 * Nobody is joined twice by somebody else's asking: who has left, or banned the other, is invited and may say no. A child must
 * be able to leave who bullies it. Only the bot brings people back.
 */
import type { RoomId, UserId } from '../school/ids.ts'
import { mayTalk, type Policy } from '../school/policy/judge.ts'
import type { Verdict } from '../school/policy/verdict.ts'
import { HomeserverError } from '../homeserver/errors.ts'
import { noteBotRoom } from './bot-rooms.ts'
import type { Engine } from './engine.ts'
import { lockOwner } from './lock-owner.ts'
import { withLock } from './locks.ts'

export type OpenedTalk =
  | { readonly state: 'opened'; readonly room: RoomId; readonly isNew: boolean }
  | { readonly state: 'refused'; readonly verdict: Extract<Verdict, { readonly allowed: false }> }
  /** The two are one. */
  | { readonly state: 'oneself' }

type TalkEngine = Pick<Engine, 'store' | 'homeserver' | 'limit' | 'now'>

/** Longer than making a room takes. */
const waitMs = 30_000

/** May be repeated, also by both at once. `policy` knows both as they are now. */
export async function openTalk(
  engine: TalkEngine,
  policy: Policy,
  from: UserId,
  to: UserId,
): Promise<OpenedTalk> {
  if (from === to) return { state: 'oneself' }
  const verdict = mayTalk(policy, from, to)
  if (!verdict.allowed) return { state: 'refused', verdict }
  const key = `talk/${[from, to].toSorted().join('/')}`
  // An owner of its own: two requests to this process are two, which a lock by process would let through together.
  const owner = lockOwner.current()
  const { locks } = engine.store
  return withLock({ locks, owner, now: engine.now }, key, waitMs, async () => {
    const known = await engine.store.talks.find(from, to)
    const isThere = known !== undefined && (await mendRoom(engine, known, from, to))
    const isFirst = known === undefined || from === engine.homeserver.bot
    const room = isThere ? known : await makeRoom(engine, from, to, isFirst)
    if (isThere) await noteIfBots(engine, room, from, to)
    await markDirect(engine, from, to, room)
    await markDirect(engine, to, from, room)
    return { state: 'opened', room, isNew: !isThere }
  })
}

async function makeRoom(
  { homeserver, limit, store }: TalkEngine,
  from: UserId,
  to: UserId,
  joinsOther: boolean,
): Promise<RoomId> {
  const room = await limit(() => homeserver.createDirectRoom(from, to))
  // Before the other joins: whoever dies here finds the room again.
  await store.talks.remember(from, to, room)
  await noteIfBots({ homeserver, limit, store }, room, from, to)
  if (joinsOther) await limit(() => homeserver.join(room, to))
  return room
}

async function noteIfBots(
  engine: Pick<TalkEngine, 'homeserver' | 'limit' | 'store'>,
  room: RoomId,
  from: UserId,
  to: UserId,
): Promise<void> {
  const { bot } = engine.homeserver
  const person = from === bot ? to : to === bot ? from : undefined
  if (person !== undefined) await noteBotRoom(engine, room, person)
}

/** Whether who asks is in the room now, the other at least invited, and nobody else. */
async function mendRoom(
  { homeserver, limit }: TalkEngine,
  room: RoomId,
  from: UserId,
  to: UserId,
): Promise<boolean> {
  const seen = async (user: UserId) => {
    const members = await limit(() => homeserver.membersAs(user, room))
    return members === undefined ? undefined : { user, members }
  }
  const inside = (await seen(from)) ?? (await seen(to))
  if (inside === undefined) return false
  const others = [...inside.members].filter(([user, membership]) => {
    return user !== from && user !== to && membership !== 'leave' && membership !== 'ban'
  })
  if (others.length > 0) return false
  const absent = [from, to].find((user) => inside.members.get(user) !== 'join')
  if (absent === undefined) return true
  const isInvited = inside.members.get(absent) === 'invite'
  const comesBack = absent === from || from === homeserver.bot
  try {
    if (!isInvited) await limit(() => homeserver.inviteAs(inside.user, room, absent))
    if (comesBack) await limit(() => homeserver.join(room, absent))
    return true
  } catch (error) {
    if (error instanceof HomeserverError && error.status === 403) return false
    throw error
  }
}

/** Merged into what the person's clients have written there (client-server API, `m.direct`). */
async function markDirect(
  { homeserver, limit }: TalkEngine,
  of: UserId,
  other: UserId,
  room: RoomId,
): Promise<void> {
  const direct = await limit(() => homeserver.accountData(of, 'm.direct'))
  const listed = Object.hasOwn(direct, other) ? direct[other] : undefined
  const rooms: readonly unknown[] = Array.isArray(listed) ? listed : []
  if (rooms.includes(room)) return
  const merged = { ...direct, [other]: [...rooms, room] }
  await limit(() => homeserver.setAccountData(of, 'm.direct', merged))
}
