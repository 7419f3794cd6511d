/** What the database keeps of one person, to hand it out and to take it away. As in `ports.ts`. */
import type { PersonId, UserId } from '../school/ids.ts'

/** Whose rows: with `user` also what hangs on the account. */
export interface WhoseRecords {
  readonly person: PersonId
  /** Left out while the account stands for somebody else too. */
  readonly user: UserId | undefined
}

interface PersonalRecords {
  /** Every row about the person by table, without hashes of secrets. Empty tables are left out. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}

export interface PersonalRepository {
  /** Also of who is in no school any more. */
  exists(person: PersonId): Promise<boolean>
  read(whose: WhoseRecords): Promise<PersonalRecords>
  /** Every id by which some source calls the person, its own first. */
  namesOf(person: PersonId): Promise<readonly SourceName[]>
  /** Where a source may call somebody by an id of its own: every school with every source that brought anything. */
  sources(): Promise<readonly { readonly school: string; readonly source: string }[]>
  /**
   * Deletes it all in one transaction; where others' records name the person (a journal entry, who decided), `pseudonym`
   * stands there afterwards. May be repeated.
   */
  erase(whose: WhoseRecords, pseudonym: string): Promise<void>
  /** What was deleted is gone from the files too. Offline on SQLite; on PostgreSQL `vacuum` is its administrator's. */
  compact(): Promise<void>
}

/** `external`: in this school the source calls the person so. */
export type SourceName =
  | { readonly kind: 'person'; readonly id: string }
  | {
      readonly kind: 'external'
      readonly school: string
      readonly source: string
      readonly id: string
    }

/** Days; undefined: kept for good. */
interface RetentionLimits {
  /** Reports that are handled too. */
  readonly journal: number | undefined
  /** Invitations that are used, revoked or expired, and applications that are decided. */
  readonly invitations: number | undefined
  readonly events: number | undefined
}

export interface RetentionRepository {
  /** Deletes what is older; gives how many rows of each table. */
  forget(limits: RetentionLimits, now: Date): Promise<Readonly<Record<string, number>>>
}
