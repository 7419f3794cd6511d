/**
 * Where the database names people: one table of it, which export and erasure both read. A test compares it with the
 * schema, so that a new column is not forgotten.
 */
import type { Tables } from './schema.ts'

export interface PersonalColumn {
  readonly table: keyof Tables
  readonly column: string
  /** Whether a person's id stands there or a Matrix id. */
  readonly names: 'person' | 'user'
  /** `row`: the row is about the person and goes; `mention`: it is about something else and only the id goes. */
  readonly as: 'row' | 'mention'
}

const column = (
  table: keyof Tables,
  name: string,
  names: PersonalColumn['names'],
  as: PersonalColumn['as'],
): PersonalColumn => ({ table, column: name, names, as })

/** Rows that others point to come last. */
export const personalColumns: readonly PersonalColumn[] = [
  column('staff_places', 'person', 'person', 'row'),
  column('class_places', 'person', 'person', 'row'),
  column('guardianships', 'guardian', 'person', 'row'),
  column('guardianships', 'child', 'person', 'row'),
  column('committee_places', 'person', 'person', 'row'),
  column('chat_places', 'person', 'person', 'row'),
  column('confirmations', 'pupil', 'person', 'row'),
  column('endings', 'person', 'person', 'row'),
  column('endings', 'what', 'person', 'row'),
  column('applications', 'person', 'person', 'row'),
  column('invitations', 'person', 'person', 'row'),
  column('external_ids', 'internal', 'person', 'row'),
  column('school_people', 'person', 'person', 'row'),
  column('accounts', 'person', 'person', 'row'),
  column('people', 'id', 'person', 'row'),
  column('applications', 'child', 'person', 'mention'),
  column('applications', 'user_id', 'user', 'row'),
  column('login_claims', 'user_id', 'user', 'row'),
  column('returned', 'user_id', 'user', 'row'),
  column('sessions', 'user_id', 'user', 'row'),
  column('talks', 'one', 'user', 'row'),
  column('talks', 'other', 'user', 'row'),
  column('bot_rooms', 'user_id', 'user', 'row'),
  column('consents', 'user_id', 'user', 'row'),
  column('denials', 'pupil', 'person', 'row'),
  column('denials', 'user_id', 'user', 'row'),
  column('notices', 'user_id', 'user', 'row'),
  column('free_logins', 'user_id', 'user', 'row'),
  column('phones', 'user_id', 'user', 'row'),
  column('silences', 'user_id', 'user', 'row'),
  column('standing_checks', 'user_id', 'user', 'row'),
  column('reports', 'reporter', 'user', 'row'),
  column('reports', 'sender', 'user', 'row'),
  column('invitations', 'used_by', 'user', 'mention'),
  column('invitations', 'issued_by', 'user', 'mention'),
  column('applications', 'decided_by', 'user', 'mention'),
  column('confirmations', 'decided_by', 'user', 'mention'),
  column('reports', 'handled_by', 'user', 'mention'),
  column('shared_links', 'created_by', 'user', 'mention'),
  column('endings', 'by', 'user', 'mention'),
  column('journal', 'actor', 'user', 'mention'),
]

/** Worth nothing to anybody, or worth a break-in. */
export const secretColumns: ReadonlySet<string> = new Set([
  'token_hash',
  'code_hash',
  'number_hash',
  'waiting_hash',
  'proof_hash',
  'claim_login',
  'claim_until',
  'version',
])
