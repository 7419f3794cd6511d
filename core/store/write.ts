/**
 * Several statements as one change, right under any number of processes.
 *
 * What a change reads must not be changed by another one before it has written: an invitation issued for somebody who
 * is being removed, two issued for one person, a school brought by two sources. SQLite has one writer at a time, so there
 * a transaction that writes excludes all others. PostgreSQL has many; there a change first takes what it names:
 *
 * - schools by advisory locks: a school must be held before its row exists;
 * - people by their rows, which may be thousands (advisory locks stand in a table of fixed size).
 *
 * The isolation is `read committed` and not `serializable`: each statement after the locks sees what the one before us
 * wrote, where a snapshot taken before the wait would not; and 200 redeemers of one link wait in line instead of
 * failing and trying again. Schools come before people and both in the order of their ids, so that two changes cannot
 * wait for each other; the rows below them (a school's change and an entering person may meet at invitations) are in no
 * such order, and PostgreSQL ends one of two that do: that one is begun again. Single statements need none of this:
 * they are conditional updates of one row, which both databases judge by the row as it is after waiting for it.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { PersonId, SchoolId } from '../school/ids.ts'
import { chunks } from './chunks.ts'
import { describesRows, isDeadlock } from './postgres-errors.ts'
import type { Tables } from './schema.ts'

/** What nobody else may write meanwhile. */
interface Held {
  readonly schools?: readonly SchoolId[]
  readonly people?: readonly PersonId[]
  /** The order in which events arrive. */
  readonly arrival?: true
  /** How many codes are sent to phones. */
  readonly phones?: true
  /** The tables themselves: waits as long as another process takes to make them. */
  readonly schema?: true
}

/** `work` may be called more than once, each time after all that the call before wrote was undone. */
export type Write = <Result>(
  held: Held,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
) => Promise<Result>

export function writeOnSqlite(db: Kysely<Tables>): Write {
  return (_, work) => db.transaction().execute(work)
}

const attempts = 10

export function writeOnPostgres(db: Kysely<Tables>): Write {
  return async (held, work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db
          .transaction()
          .setIsolationLevel('read committed')
          .execute(async (transaction) => {
            await hold(transaction, held)
            return work(transaction)
          })
      } catch (error) {
        // PostgreSQL quotes the whole row, with its names, in the details of an error.
        if (describesRows(error)) delete error.detail
        if (attempt === attempts || !isDeadlock(error)) throw error
      }
    }
  }
}

async function hold(db: Transaction<Tables>, held: Held): Promise<void> {
  if (held.schema) {
    await sql`set local lock_timeout = 0`.execute(db)
    await sql`set local statement_timeout = 0`.execute(db)
    await holdKey(db, 'lyceum schema')
  }
  if (held.arrival) await holdKey(db, 'lyceum arrival')
  if (held.phones) await holdKey(db, 'lyceum phones')
  for (const school of inOrder(held.schools)) await holdKey(db, `lyceum school ${school}`)
  for (const chunk of chunks(inOrder(held.people))) {
    await db
      .selectFrom('people')
      .select('id')
      .where('id', 'in', chunk)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute()
  }
}

/** Until the transaction ends. */
async function holdKey(db: Transaction<Tables>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db)
}

/** As `write-records.ts` orders the rows that it writes. */
function inOrder<Id extends string>(ids: readonly Id[] = []): readonly Id[] {
  return [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1))
}
