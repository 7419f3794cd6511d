/**
 * Logins that applicants of shared links are making accounts of. The claim comes before the account: it holds a place of the
 * link, so that nobody has an account made for them and is then told that the link is full; and it says who may go on after a
 * crash. Many hold the link and any of them may try the same login, so that is proved by the password, of which a keyed hash
 * stands here for as long as it takes (`forget`): without the key, which is in no database, it gives nothing.
 */
import type { Kysely, Transaction } from 'kysely'
import type { UserId } from '../school/ids.ts'
import { hashSecret } from './codes.ts'
import type { LoginClaimRepository, LoginClaimResult, NewLoginClaim } from './letting-in-ports.ts'
import type { Tables } from './schema.ts'
import { findRoom } from './shared-link-room.ts'
import { isoTime, isoTimeLater } from './times.ts'
import type { Write } from './write.ts'

export function loginClaimRepository(
  db: Kysely<Tables>,
  write: Write,
  key: string,
): LoginClaimRepository {
  return {
    take: (claim, at, leaseSeconds) =>
      write({ schools: [claim.school] }, (transaction) =>
        takeLogin(transaction, claim, {
          at: isoTime(at),
          until: isoTimeLater(at, leaseSeconds),
          proof: hashSecret(key, `${claim.user} ${claim.password}`),
        }),
      ),
    async release(user) {
      await db.updateTable('login_claims').set({ until: '' }).where('user_id', '=', user).execute()
    },
    async reopen(user) {
      const open = { proof_hash: anybody, until: '' }
      await db.updateTable('login_claims').set(open).where('user_id', '=', user).execute()
    },
    async isClaimed(user) {
      const query = db.selectFrom('login_claims').select('user_id').where('user_id', '=', user)
      return (await query.executeTakeFirst()) !== undefined
    },
    async forget(user) {
      await db.deleteFrom('login_claims').where('user_id', '=', user).execute()
    },
    async before(time) {
      const query = db.selectFrom('login_claims').select('user_id')
      const rows = await query.where('claimed_at', '<', isoTime(time)).execute()
      return rows.map((row) => row.user_id)
    },
  }
}

/** In the place of a password's hash. */
const anybody = ''

interface Taking {
  readonly at: string
  readonly until: string
  readonly proof: string
}

async function takeLogin(
  db: Transaction<Tables>,
  { user, link, school, account }: NewLoginClaim,
  { at, until, proof }: Taking,
): Promise<LoginClaimResult> {
  const known = await db
    .selectFrom('login_claims')
    .selectAll()
    .where('user_id', '=', user)
    .executeTakeFirst()
  // Of an application that came to nothing: its claim went with it.
  const isFree = account === 'none' || (account === 'erased' && (await isLeft(db, user)))
  const isSame = known?.link === link && [proof, anybody].includes(known.proof_hash)
  const mayBegin = isFree && (known === undefined || known.until <= at)
  if (!isSame && !mayBegin) return 'somebody-else'
  const isApplied = isSame && (await hasApplied(db, user, link))
  const room = isApplied ? 'free' : await findRoom(db, link, at, user)
  if (room !== 'free') return room
  await db.deleteFrom('free_logins').where('user_id', '=', user).execute()
  const row = { user_id: user, school, link, proof_hash: proof, claimed_at: at, until }
  await db
    .insertInto('login_claims')
    .values(row)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute()
  return isSame ? 'resumed' : 'taken'
}

async function isLeft(db: Transaction<Tables>, user: UserId): Promise<boolean> {
  const row = await db
    .selectFrom('free_logins')
    .select('user_id')
    .where('user_id', '=', user)
    .executeTakeFirst()
  return row !== undefined
}

async function hasApplied(db: Transaction<Tables>, user: UserId, link: string): Promise<boolean> {
  const row = await db
    .selectFrom('applications')
    .select('id')
    .where('link', '=', link)
    .where('user_id', '=', user)
    .where('account_gone', '=', 0)
    .executeTakeFirst()
  return row !== undefined
}
