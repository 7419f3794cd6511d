/** What several parts of the store ask of the table of invitations. */
import type { Kysely } from 'kysely'
import type { PersonId, SchoolId } from '../school/ids.ts'
import { chunks } from './chunks.ts'
import type { Invitation, InvitationStatus } from './ports.ts'
import type { InvitationRow, Tables } from './schema.ts'

export function invitationOf(row: InvitationRow, at: string): Invitation {
  return {
    id: row.id,
    purpose: row.purpose,
    school: row.school,
    class: row.class ?? undefined,
    role: row.role,
    person: row.person,
    status: statusOf(row, at),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    issuedBy: row.issued_by ?? undefined,
  }
}

/** `used` before all else: who has entered is told to sign in, whatever happened to the paper later. */
function statusOf(row: InvitationRow, at: string): InvitationStatus {
  if (row.used_at !== null) return 'used'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= at ? 'expired' : 'open'
}

/** Who left a school must not enter it with an old paper. */
export async function revokeOfPeople(
  db: Kysely<Tables>,
  school: SchoolId,
  people: readonly PersonId[],
  at: string,
): Promise<void> {
  for (const chunk of chunks(people)) {
    await db
      .updateTable('invitations')
      .set({ revoked_at: at })
      .where('school', '=', school)
      .where('person', 'in', chunk)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute()
  }
}
