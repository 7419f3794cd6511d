/** Whether somebody may be silenced in a room: where the school sets the levels, and whom the one who acts stands above. */
import type { RoomId, UserId } from '../../school/ids.ts'
import { may, type Actor } from '../../school/rights/may.ts'
import type { FactsNow } from '../facts.ts'

export type SilencingProblem =
  /** A room that people made: its makers stand above everybody there. */
  | 'not-our-room'
  /** Who is not of the room writes nothing there anyway. */
  | 'not-in-room'
  /** Who teaches is silenced by administrators only. */
  | 'staff'

export function silencingProblem(
  now: FactsNow,
  actor: Actor,
  id: RoomId,
  user: UserId,
): SilencingProblem | undefined {
  const room = now.room(id)
  if (room === undefined) return 'not-our-room'
  const level = room.levelOf(user)
  if (level === undefined) return 'not-in-room'
  const isAbove = may(actor, 'handle-report', { school: room.school }).allowed
  return level > 0 && !isAbove ? 'staff' : undefined
}
