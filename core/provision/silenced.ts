/** Who may write nothing in which room at this moment: part of what every room should be, so it is no drift. */
import type { Silenced } from '../school/desired.ts'
import type { RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Store } from '../store/ports.ts'

interface SilencedInput {
  readonly store: Pick<Store, 'silences'>
  now(): Date
}

export async function silencedIn(
  { store, now }: SilencedInput,
  school: SchoolId,
): Promise<Silenced> {
  const silenced = new Map<RoomKey, Set<UserId>>()
  for (const { room, user } of await store.silences.ofSchool(school, now().toISOString())) {
    silenced.set(room, (silenced.get(room) ?? new Set()).add(user))
  }
  return silenced
}
