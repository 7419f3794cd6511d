import type { Kysely } from 'kysely'
import type { SchoolId } from '../school/ids.ts'
import {
  bindClaimed,
  claimInvitation,
  consumeForApplication,
  consumeInvitation,
  findRow,
  releaseClaim,
  useUpSlips,
} from './claim-invitation.ts'
import { invitationOf } from './invitation-rows.ts'
import { issueInvitations } from './issue-invitations.ts'
import type { Invitation, InvitationRepository } from './ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

/** `key` makes the hashes: with another key every invitation issued before is unknown. */
export function invitationRepository(
  db: Kysely<Tables>,
  write: Write,
  key: string,
): InvitationRepository {
  return {
    issue: (invitations, at) => issueInvitations(write, key, invitations, isoTime(at)),
    async find(secret, at) {
      const row = await findRow(db, key, secret)
      return row && invitationOf(row, isoTime(at))
    },
    ofSchool: (school, at) => invitationsOfSchool(db, school, isoTime(at)),
    revoke: (id, at) => revokeInvitation(db, id, isoTime(at)),
    claim: (secret, login, at, leaseSeconds, mayBegin = true) =>
      claimInvitation(db, key, secret, { login, at: isoTime(at), leaseSeconds, mayBegin }),
    release: (id, keepLogin) => releaseClaim(db, id, keepLogin),
    bind: (id, user, at) => bindClaimed(db, write, { id, user, at: isoTime(at) }),
    consumeForApplication: (id, user, application, at) =>
      consumeForApplication(db, write, { id, user, at: isoTime(at) }, application),
    useUp: (person, user, at) =>
      write({ people: [person] }, (transaction) =>
        useUpSlips(transaction, person, user, isoTime(at)),
      ),
    consume: (id, user, at) => consumeInvitation(db, write, { id, user, at: isoTime(at) }),
  }
}

async function invitationsOfSchool(
  db: Kysely<Tables>,
  school: SchoolId,
  at: string,
): Promise<readonly Invitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('school', '=', school)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => invitationOf(row, at))
}

async function revokeInvitation(db: Kysely<Tables>, id: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
