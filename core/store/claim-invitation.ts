/**
 * Redeeming in two steps, since an account is made on the homeserver in between: `claim` holds the invitation for one
 * redeemer, `consume` ends it and binds the person to the account. Every step is one conditional update, so that of any
 * number of processes one wins.
 */
import type { Kysely } from 'kysely'
import { LyceumError } from '../errors.ts'
import type { UserId } from '../school/ids.ts'
import { hashSecret, parseSecret } from './codes.ts'
import { invitationOf } from './invitation-rows.ts'
import type { ClaimResult } from './ports.ts'
import type { InvitationRow, Tables } from './schema.ts'
import { isoTimeLater } from './times.ts'

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
  claim: { readonly login: string; readonly at: string; readonly leaseSeconds: number },
): Promise<ClaimResult> {
  const found = await findRow(db, key, secret)
  if (found === undefined) return { state: 'unknown' }
  const { login, at } = claim
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
  const row = again ?? (await claimable.executeTakeFirst())
  if (row !== undefined) {
    return { state: 'claimed', invitation: invitationOf(row, at), resumed: again !== undefined }
  }
  const now = (await findRow(db, key, secret)) ?? found
  const { status } = invitationOf(now, at)
  return { state: status === 'open' ? 'busy' : status }
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

/** May be repeated for the same account. Throws when the invitation is no longer claimed, or was used by another account. */
export async function consumeInvitation(
  db: Kysely<Tables>,
  id: string,
  user: UserId,
  at: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
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
    if (row.purpose === 'enter') await enter(transaction, row, user, at)
  })
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

/** Binds the person, and ends the person's other slips: with one of them in hand one is told to sign in. */
async function enter(
  db: Kysely<Tables>,
  { person }: InvitationRow,
  user: UserId,
  at: string,
): Promise<void> {
  const bound = await db
    .insertInto('accounts')
    .values({ person, user_id: user, state: 'entering', bound_at: at })
    .onConflict((conflict) =>
      conflict
        .column('person')
        .doUpdateSet({ user_id: user, state: 'entering', bound_at: at })
        .where((where) =>
          where.or([where('accounts.user_id', '=', user), where('accounts.state', '=', 'ended')]),
        ),
    )
    .returning('person')
    .executeTakeFirst()
  if (bound === undefined) {
    throw new LyceumError('person-has-account', `Person ${person} already has another account.`, {
      hint: `\`lyceum person reset-password ${person}\` gives a link to a new password for it.`,
    })
  }
  await db
    .updateTable('invitations')
    .set({ used_at: at, used_by: user, claim_login: null, claim_until: null })
    .where('person', '=', person)
    .where('purpose', '=', 'enter')
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}
