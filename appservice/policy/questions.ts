/**
 * What the homeserver's policy module asks (`deploy/synapse/lyceum_policy.py`). Whatever is missing or of another shape is
 * refused whole: an answer to half a question would be a guess.
 */
import { z } from 'zod'
import { roomId, userId } from '@lyceum/core/school/ids.ts'

/** Matrix bounds ids to 255 bytes (client-server API, appendices). */
const User = z.string().min(2).max(255).startsWith('@').transform(userId)
const Room = z.string().min(2).max(255).startsWith('!').transform(roomId)

/** Who is joined or invited, by the homeserver's own state, as it is under its lock for the room. */
const Members = z.record(User, z.enum(['join', 'invite']))

export const Ping = z.object({ id: z.string().max(255) })
export const MayInvite = z.object({ inviter: User, invitee: User, room_id: Room, members: Members })
export const MayJoin = z.object({
  user: User,
  room: Room,
  is_invited: z.boolean(),
  members: Members,
})
/** The configuration is judged by `judgeRoom`, which takes no shape for granted. */
export const MayCreateRoom = z.object({
  user_id: User,
  room_config: z.record(z.string(), z.unknown()),
})
export const MayCreateAlias = z.object({ user_id: User, room_alias: z.string().max(255) })
export const MayPublish = z.object({ user_id: User, room_id: Room })
export const MaySendThirdPartyInvite = z.object({ inviter: User, room_id: Room })
export const MayFind = z.object({ user_profile: z.object({ user_id: User }), requester_id: User })
