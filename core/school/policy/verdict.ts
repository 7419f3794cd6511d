/** What a judgement of the policy says: an allowance with the rule it rests on, or a refusal with its reason. */
import type { SchoolId, UserId } from '../ids.ts'
import type { TalkRule } from './settings.ts'

/** Why not; `texts.ts` says it in words, in the reader's language. */
export type RefusalReason =
  /** Of no school: never was, has ended, or is still waiting. */
  | 'not-of-a-school'
  /** Of schools that have nothing in common. */
  | 'another-school'
  /** Of one school, and no rule joins the two. */
  | 'no-rule'
  /** Who may talk to the one may not talk to another one who is in the room, or is invited with them. */
  | 'somebody-in-the-room'
  /** Rooms of the school take their people from the school alone. */
  | 'managed-room'
  | 'public-room'
  | 'federated-room'
  | 'encrypted-room'
  | 'room-address'
  | 'invitation-by-email'
  | 'state-of-the-school'
  | 'suspended'

export type Verdict =
  | {
      readonly allowed: true
      /** `self`, `region-staff`, `bot`, `managed-room` (the school puts them there), or a rule of the table. */
      readonly by: 'self' | 'bot' | 'region-staff' | 'managed-room' | 'own-room' | TalkRule
      /** The school in which the rule joins the two. */
      readonly school?: SchoolId
    }
  | {
      readonly allowed: false
      readonly reason: RefusalReason
      /** Between whom, where the refusal is about two of several. */
      readonly between?: readonly [UserId, UserId]
    }
