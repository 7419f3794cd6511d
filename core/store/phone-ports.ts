/** One-time codes that prove a telephone number, and whose number was proved. Of numbers and codes only keyed hashes are kept. */
import type { UserId } from '../school/ids.ts'

/** `enter`: joining; `forgotten`: a new password for an account that has the number. A code for one is none for the other. */
export type PhonePurpose = 'enter' | 'forgotten'

export interface PhoneCode {
  readonly number: string
  readonly purpose: PhonePurpose
  readonly code: string
}

export interface NewPhoneCheck extends PhoneCode {
  readonly expiresAt: string
  /** Counts as one and fits nothing until `arm`. */
  readonly isDecoy?: boolean
}

export type StartedCheck =
  | { readonly state: 'started'; readonly id: string }
  /** Seconds until another code may be sent: to this number, or to anybody at all. */
  | { readonly state: 'too-soon' | 'too-many'; readonly seconds: number }

export interface PhoneLimits {
  /** Between two codes to one number. */
  readonly resendSeconds: number
  readonly perNumberADay: number
  /** Whatever the number: what the gateway may cost. */
  readonly perDay: number
}

/** `over`: expired, tried too often, or none was sent. */
type CodeVerdict = 'right' | 'wrong' | 'over'

export interface PhoneRepository {
  /** The newest code of a number is the only one that counts. */
  start(check: NewPhoneCheck, limits: PhoneLimits, at: string): Promise<StartedCheck>
  /** A decoy is a code from now on. */
  arm(id: string, check: PhoneCode): Promise<void>
  /** It could not be sent: as if it had not been asked for. */
  cancel(id: string): Promise<void>
  /** Five wrong ones end a code, however many try at once; a right one may be tried again until it is used. */
  tryCode(check: PhoneCode, at: string): Promise<CodeVerdict>
  /** The account has this number now, and no other. May be repeated. */
  prove(user: UserId, number: string, at: string): Promise<void>
  /** Codes of the number for this purpose are worth nothing any more. */
  useUp(number: string, purpose: PhonePurpose): Promise<void>
  hasNumber(user: UserId, number: string): Promise<boolean>
}
