/**
 * A reported message is taken away, with what its writer made of it since (edits are events of their own that hold words), and
 * the files that the writer uploaded for it: a picture could be fetched by its address for ever.
 */
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
  // Before the words are gone that say where the files are.
  await closeFiles({ homeserver, limit }, hand, { room, event, sender })
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

/** Only the writer's own: an address of somebody else's file may stand in any message. */
async function closeFiles(
  { homeserver, limit }: Hands,
  reader: UserId,
  { room, event, sender }: Pick<Report, 'room' | 'event' | 'sender'>,
): Promise<void> {
  const seen = await limit(() => homeserver.eventAs(reader, room, event))
  const named = filesIn(JSON.stringify([seen?.content, seen?.edited]), homeserver.serverName)
  if (named.size === 0) return
  const own = await limit(() => homeserver.filesOf(sender))
  for (const { id } of own) {
    if (named.has(id)) await limit(() => homeserver.quarantineFile(id))
  }
}

function filesIn(text: string, serverName: string): ReadonlySet<string> {
  const found = text.matchAll(/"mxc:\/\/([^"/]+)\/([A-Za-z0-9_-]+)"/g)
  return new Set([...found].flatMap(([, server, id]) => (server === serverName && id) || []))
}
