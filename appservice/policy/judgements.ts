/** From a question to a verdict, by the facts as they are now. Rooms of a school are judged by the blueprint, others by who is in them. */
import type { z } from 'zod'
import type { FactsNow } from '@lyceum/core/provision/facts.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { judgeFind, judgeInvite, judgeJoin } from '@lyceum/core/school/policy/judge.ts'
import { judgeRoom } from '@lyceum/core/school/policy/judge-room.ts'
import type { RefusalReason, Verdict } from '@lyceum/core/school/policy/verdict.ts'
import * as questions from './questions.ts'

export interface Judgement<Schema extends z.ZodType> {
  readonly schema: Schema
  /** Whose doing it is: the refusal is told in this person's language. */
  asker(question: z.infer<Schema>): UserId
  judge(facts: FactsNow, question: z.infer<Schema>): Verdict
}

function judgement<Schema extends z.ZodType>(
  schema: Schema,
  asker: (question: z.infer<Schema>) => UserId,
  judge: (facts: FactsNow, question: z.infer<Schema>) => Verdict,
): Judgement<Schema> {
  return { schema, asker, judge }
}

export const mayFind = judgement(
  questions.MayFind,
  (question) => question.requester_id,
  ({ policy }, question) => judgeFind(policy, question.requester_id, question.user_profile.user_id),
)

/** By the name of the callback, which is the last part of the path. */
export const judgements = {
  user_may_invite: judgement(
    questions.MayInvite,
    (question) => question.inviter,
    (facts, { inviter, invitee, room_id: room, members }) =>
      judgeInvite(facts.policy, {
        inviter,
        invitee,
        present: Object.keys(members) as UserId[],
        managed: facts.isManaged(room),
      }),
  ),
  user_may_join_room: judgement(
    questions.MayJoin,
    (question) => question.user,
    (facts, { user, room, members }) => {
      const managed = facts.room(room)
      return judgeJoin(facts.policy, {
        user,
        present: Object.keys(members) as UserId[],
        managed: managed && { member: managed.levelOf(user) !== undefined },
      })
    },
  ),
  user_may_create_room: judgement(
    questions.MayCreateRoom,
    (question) => question.user_id,
    ({ policy }, question) => judgeRoom(policy, question.user_id, question.room_config),
  ),
  user_may_create_room_alias: judgement(
    questions.MayCreateAlias,
    (question) => question.user_id,
    ({ policy }, question) => {
      return question.user_id === policy.bot ? { allowed: true, by: 'bot' } : refuse('room-address')
    },
  ),
  user_may_publish_room: judgement(
    questions.MayPublish,
    (question) => question.user_id,
    () => refuse('public-room'),
  ),
  user_may_send_3pid_invite: judgement(
    questions.MaySendThirdPartyInvite,
    (question) => question.inviter,
    () => refuse('invitation-by-email'),
  ),
} as const

function refuse(reason: RefusalReason): Verdict {
  return { allowed: false, reason }
}
