/** All that an installation has made, without ids: what two schools that are the same have in common. */
import { loadConfig } from '@lyceum/core/config/load.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import type { SchoolId } from '@lyceum/core/school/ids.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import type { Installation, RunningServer } from './installation.ts'

export interface World {
  /** Every state event of every room, with keys where ids were, and every record of the school; sorted. */
  readonly lines: readonly string[]
  readonly rooms: number
  /** Rooms on the homeserver that are in nobody's keeping. */
  readonly strays: number
}

/** `before`: the rooms that the bot was in before this installation was made. */
export async function describeWorld(
  { config: file }: Installation,
  school: SchoolId,
  before: ReadonlySet<string>,
): Promise<World> {
  const config = await loadConfig(file)
  const store = await openStore(config.database, config.secrets)
  const homeserver = connectSynapse({
    url: config.homeserver.url,
    serverName: config.serverName,
    asToken: config.secrets.asToken,
    botLocalpart: config.homeserver.bot,
  })
  try {
    const rooms = await store.rooms.ofSchool(school)
    const keys = new Map([...rooms].map(([key, id]) => [id as string, key as string]))
    const named = (text: string) =>
      [...keys]
        .reduce((line, [id, key]) => line.replaceAll(id, key), text)
        .replaceAll(/#_lyceum_[^:"]+/g, '#alias')
    const lines: string[] = [named(JSON.stringify(sorted(await store.schools.load(school))))]
    for (const [key, id] of rooms) {
      for (const { type, state_key, sender, content } of (await homeserver.roomState(id)) ?? []) {
        lines.push(named(JSON.stringify([key, type, state_key, sender, sorted(content)])))
      }
    }
    const made = (await homeserver.joinedRooms()).filter((id) => !before.has(id))
    const strays = made.filter((id) => !keys.has(id)).length
    return { lines: lines.toSorted(), rooms: rooms.size, strays }
  } finally {
    await store.close()
  }
}

export async function roomsOfBot(server: RunningServer): Promise<ReadonlySet<string>> {
  return new Set(await connectSynapse(server).joinedRooms())
}

/** Keys in order: the same content may come in another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
