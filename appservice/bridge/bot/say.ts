import type { RoomId } from '@lyceum/core/school/ids.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { transactionOf } from '@lyceum/core/provision/tell-person.ts'

/** In the bot's name. `once`: the same text for the same cause is one message, however often it is said. */
export async function say(
  { homeserver, limit }: Pick<Engine, 'homeserver' | 'limit'>,
  room: RoomId,
  text: string,
  once: string,
): Promise<void> {
  const transaction = transactionOf(`bot ${once}`, text)
  const content = { msgtype: 'm.notice', body: text }
  await limit(() => homeserver.sendEvent(room, 'm.room.message', transaction, content))
}

/** Opens the room in any client that knows Matrix links; nobody outside sees it. */
export function linkToRoom(room: RoomId, serverName: string): string {
  return `https://matrix.to/#/${encodeURIComponent(room)}?via=${encodeURIComponent(serverName)}`
}
