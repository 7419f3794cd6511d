/** A reported message is taken away, with what its writer made of it since: edits are events of their own that hold words. */
import type { UserId } from '../../school/ids.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import type { Engine } from '../engine.ts'

type Hands = Pick<Engine, 'homeserver' | 'limit'>

/** False where nobody can: in a room that people made everybody who may has left it. May be repeated. */
export async function takeDown(
  { homeserver, limit }: Hands,
  { room, event, sender }: Report,
  isOurs: boolean,
): Promise<boolean> {
  const hand = isOurs ? homeserver.bot : await handIn({ homeserver, limit }, room, sender)
  if (hand === undefined) return false
  const edits = await limit(() => homeserver.editsOf(hand, room, event))
  const as = hand === homeserver.bot ? undefined : hand
  for (const one of [...edits, event]) await limit(() => homeserver.redact(room, one, as))
  return true
}

/** The writer, through whom everything there is taken back that was the writer's; else somebody who may. */
async function handIn(
  { homeserver, limit }: Hands,
  room: Report['room'],
  sender: UserId,
): Promise<UserId | undefined> {
  const people = await limit(() => homeserver.moderatorsOf(room))
  const writer = people.find(({ user }) => user === sender)
  return (writer ?? people.find(({ may }) => may))?.user
}
