/**
 * What the bot hears, and what of it is kept until it is answered: what one person says to it where the two are alone, yes
 * and no to its notices in the administration room, and `!report` in the school's rooms. Of all other messages nothing.
 */
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { BotTalk, IncomingEvent, KeptEvent, RoomOwner } from '../handlers.ts'
import { parseMessage, parseReaction, withoutQuote } from './parse.ts'

export type Heard =
  | { readonly kind: 'invited' }
  /** Somebody else came, or was invited, where the bot was alone with one person. */
  | { readonly kind: 'joined-by-other' }
  | { readonly kind: 'said'; readonly text: string; readonly replyTo: string | undefined }
  /** A message that was encrypted. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'reacted'; readonly to: string; readonly answer: 'yes' | 'no' }

/** Nobody tells the bot more than that; what is longer is cut. */
const longestText = 2000

type Content = Readonly<Record<string, unknown>>

/** For the intake: nothing that is not heard is kept. */
export function keepHeard(
  event: IncomingEvent,
  owner: RoomOwner,
  talk: BotTalk,
  bot: UserId,
): Content | undefined {
  const { type, state_key: stateKey, sender, content } = event
  if (sender === bot) return undefined
  if (type === 'm.room.member') return keepMember(stateKey, content, { owner, talk, bot })
  if (stateKey !== undefined) return undefined
  if (talk !== undefined) return sender === talk ? keepSaid(type, content) : undefined
  if (owner === undefined) return undefined
  const kept = keepSaid(type, content)
  if (kept === undefined || kept['to'] === undefined) return undefined
  return isAdministration(owner) || isReport(kept) ? kept : undefined
}

interface Place {
  readonly owner: RoomOwner
  readonly talk: BotTalk
  readonly bot: UserId
}

function keepMember(
  whose: string | undefined,
  { membership }: Content,
  { owner, talk, bot }: Place,
): Content | undefined {
  if (owner !== undefined) return undefined
  if (whose === bot) return membership === 'invite' ? { membership } : undefined
  if (talk === undefined || whose === talk) return undefined
  return membership === 'leave' || membership === 'ban' ? undefined : { membership }
}

function keepSaid(type: string, content: Content): Content | undefined {
  const relation = objectOf(content['m.relates_to'])
  switch (type) {
    case 'm.reaction': {
      const { event_id: to, key } = relation
      return typeof to === 'string' && typeof key === 'string' && parseReaction(key) !== undefined
        ? { to, key }
        : undefined
    }
    case 'm.room.message': {
      const { msgtype, body } = content
      if (msgtype !== 'm.text' || typeof body !== 'string') return undefined
      if (relation['rel_type'] === 'm.replace') return undefined
      const to = objectOf(relation['m.in_reply_to'])['event_id']
      const text = withoutQuote(body).slice(0, longestText)
      return typeof to === 'string' ? { text, to } : { text }
    }
    case 'm.room.encrypted':
      return {}
    default:
      return undefined
  }
}

/** As `keepHeard` kept it. */
export function readHeard({ type, stateKey, content }: KeptEvent, bot: UserId): Heard | undefined {
  switch (type) {
    case 'm.room.member':
      return { kind: stateKey === bot ? 'invited' : 'joined-by-other' }
    case 'm.room.encrypted':
      return { kind: 'unreadable' }
    case 'm.reaction': {
      const { to, key } = content
      const answer = typeof key === 'string' ? parseReaction(key) : undefined
      return typeof to === 'string' && answer !== undefined
        ? { kind: 'reacted', to, answer }
        : undefined
    }
    case 'm.room.message': {
      const { text, to } = content
      if (typeof text !== 'string') return undefined
      return { kind: 'said', text, replyTo: typeof to === 'string' ? to : undefined }
    }
    default:
      return undefined
  }
}

/** Only there stand notices of the bot among what people write to each other. */
function isAdministration(owner: NonNullable<RoomOwner>): boolean {
  return owner.key.endsWith('/administration')
}

/** With the sign in front: in a room of many, the word alone may be said to somebody else. */
export function isReport({ text }: { readonly text?: unknown }): boolean {
  if (typeof text !== 'string' || !/^\s*!/u.test(text)) return false
  const parsed = parseMessage(text)
  return parsed.kind === 'command' && parsed.name === 'report'
}

function objectOf(value: unknown): Content {
  return typeof value === 'object' && value !== null ? (value as Content) : {}
}
