/** What stands on one paper. */
import type { Language, Role } from '@lyceum/core/school/people.ts'

export interface Slip {
  readonly role: Role
  readonly name: string
  readonly school: string
  /** Labels, in order; of a parent those of the children. */
  readonly classes: readonly string[]
  /** Of a parent; names. */
  readonly children: readonly string[]
  /** The link as the QR code says it. */
  readonly link: string
  /** `XXXX-XXXX-XXXX` */
  readonly code: string
  /** ISO 8601. */
  readonly expiresAt: string
  /** Of a paper for a new password: the login that stays. Undefined: for entering. */
  readonly login?: string
}

/** What is the same on every paper of a sheet. */
export interface Heading {
  readonly language: Language
  readonly timeZone: string
  /** Where the code is typed: `school.example/join`. */
  readonly joinAddress: string
  /** What people type into a client. */
  readonly homeserver: string
}

/** One file: slips, four on a page, then a page each for parents who enter. */
export interface Sheet {
  /** Of the document; shown by readers instead of the file's name. */
  readonly title: string
  readonly heading: Heading
  readonly slips: readonly Slip[]
  /** Milliseconds since 1970. */
  readonly madeAt: number
}
