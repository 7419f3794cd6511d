/**
 * Redeeming in steps, since an account is made on the homeserver in between: `claim` holds the invitation for one
 * redeemer, `bind` says whose the account is, `consume` ends the invitation once the person can sign in. Every step is
 * conditional, so that of any number of processes one wins.
 */
import type { Kysely } from 'kysely'
import { LyceumError } from '../errors.ts'
import type { Application } from '../school/application.ts'
import type { PersonId, UserId } from '../school/ids.ts'
import { bindAccount } from './bind-account.ts'
import { hashSecret, parseSecret } from './codes.ts'
import { invitationOf } from './invitation-rows.ts'
import { addAccepted } from './applications.ts'
import type { NewApplication } from './letting-in-ports.ts'
import type { ClaimResult } from './ports.ts'
import type { InvitationRow, Tables } from './schema.ts'
import { isoTimeLater } from './times.ts'
import type { Write } from './write.ts'

export async function findRow(
  db: Kysely<Tables>,
  key: string,
  secret: string,
): Promise<InvitationRow | undefined> {
  const parsed = parseSecret(secret)
  if (parsed === undefined) return undefined
  const hash = hashSecret(key, parsed)
  return db
    .selectFrom('invitations')
    .selectAll()
    .where((where) => where.or([where('token_hash', '=', hash), where('code_hash', '=', hash)]))
    .executeTakeFirst()
}

export async function claimInvitation(
  db: Kysely<Tables>,
  key: string,
  secret: string,
  claim: {
    readonly login: string
    readonly at: string
    readonly leaseSeconds: number
    readonly mayBegin: boolean
  },
): Promise<ClaimResult> {
  const found = await findRow(db, key, secret)
  if (found === undefined) return { state: 'unknown' }
  const { login, at, mayBegin } = claim
  const until = isoTimeLater(at, claim.leaseSeconds)
  const claimable = db
    .updateTable('invitations')
    .set({ claim_login: login, claim_until: until })
    .where('id', '=', found.id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .where((where) => where.or([where('claim_until', 'is', null), where('claim_until', '<=', at)]))
    .returningAll()
  const again = await claimable.where('claim_login', '=', login).executeTakeFirst()
  const row = again ?? (mayBegin ? await claimable.executeTakeFirst() : undefined)
  if (row !== undefined) {
    return { state: 'claimed', invitation: invitationOf(row, at), resumed: again !== undefined }
  }
  const now = (await findRow(db, key, secret)) ?? found
  const invitation = invitationOf(now, at)
  const { status } = invitation
  if (status !== 'open') return { state: status }
  return !mayBegin && now.claim_login !== login
    ? { state: 'not-begun', invitation }
    : { state: 'busy' }
}

export async function releaseClaim(
  db: Kysely<Tables>,
  id: string,
  keepLogin: boolean,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set(keepLogin ? { claim_until: null } : { claim_login: null, claim_until: null })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .execute()
}

interface Redemption {
  readonly id: string
  readonly user: UserId
  readonly at: string
}

/** Binds the person and leaves the claim as it is: until `consumeInvitation` the same login may go on. */
export async function bindClaimed(
  db: Kysely<Tables>,
  write: Write,
  { id, user, at }: Redemption,
): Promise<void> {
  const people = await personOfInvitation(db, id)
  await write({ people }, async (transaction) => {
    const row = await transaction
      .updateTable('invitations')
      // Changes nothing; on PostgreSQL nobody can revoke it until the account is bound.
      .set((column) => ({ claim_until: column.ref('claim_until') }))
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('claim_until', 'is not', null)
      .returning('person')
      .executeTakeFirst()
    if (row === undefined) return requireUsedBy(transaction, id, user)
    await bindAccount(transaction, row.person, user, at)
  })
}

/** May be repeated for the same account. Throws when the invitation is no longer claimed, or was used by another account. */
export async function consumeInvitation(
  db: Kysely<Tables>,
  write: Write,
  { id, user, at }: Redemption,
): Promise<void> {
  const people = await personOfInvitation(db, id)
  // Held, since a person with two slips may enter by both at the same moment.
  await write({ people }, async (transaction) => {
    const row = await transaction
      .updateTable('invitations')
      .set({ used_at: at, used_by: user, claim_login: null, claim_until: null })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('claim_until', 'is not', null)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) return requireUsedBy(transaction, id, user)
    if (row.purpose !== 'enter') return
    await bindAccount(transaction, row.person, user, at)
    await useUpSlips(transaction, row.person, user, at)
  })
}

/** The person stays without an account until somebody confirms that it is the person (`provision/letting-in`). */
export async function consumeForApplication(
  db: Kysely<Tables>,
  write: Write,
  { id, user, at }: Redemption,
  application: NewApplication,
): Promise<Application> {
  const people = await personOfInvitation(db, id)
  return write({ schools: [application.school], people }, async (transaction) => {
    const row = await transaction
      .updateTable('invitations')
      .set({ used_at: at, used_by: user, claim_login: null, claim_until: null })
      .where('id', '=', id)
      .where('purpose', '=', 'enter')
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('claim_until', 'is not', null)
      .returning('person')
      .executeTakeFirst()
    if (row === undefined) await requireUsedBy(transaction, id, user)
    else await useUpSlips(transaction, row.person, user, at)
    return addAccepted(transaction, application, at)
  })
}

/** It never changes, so that it may be read beforehand. Empty for an unknown invitation. */
async function personOfInvitation(db: Kysely<Tables>, id: string): Promise<readonly PersonId[]> {
  const rows = await db.selectFrom('invitations').select('person').where('id', '=', id).execute()
  return rows.map((row) => row.person)
}

async function requireUsedBy(db: Kysely<Tables>, id: string, user: UserId): Promise<void> {
  const row = await db
    .selectFrom('invitations')
    .select('used_by')
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.used_by === user) return
  throw new LyceumError(
    'invitation-not-claimed',
    `Invitation ${id} is not held by this redeemer.`,
    {
      hint: 'It was revoked or used in the meantime: `lyceum invites list` shows which.',
    },
  )
}

/** With one of the person's slips used one is told by the others to sign in. */
export async function useUpSlips(
  db: Kysely<Tables>,
  person: PersonId,
  user: UserId,
  at: string,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ used_at: at, used_by: user, claim_login: null, claim_until: null })
    .where('person', '=', person)
    .where('purpose', '=', 'enter')
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}
