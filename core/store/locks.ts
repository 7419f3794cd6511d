import type { Kysely } from 'kysely'
import type { LockRepository } from './ports.ts'
import type { Tables } from './schema.ts'
import { isoTime, isoTimeLater } from './times.ts'

export function lockRepository(db: Kysely<Tables>): LockRepository {
  return {
    acquire: (key, owner, at, leaseSeconds) =>
      acquireLock(db, { key, owner, at: isoTime(at), until: isoTimeLater(at, leaseSeconds) }),
    async release(key, owner) {
      await db.deleteFrom('locks').where('key', '=', key).where('owner', '=', owner).execute()
    },
  }
}

interface LockRequest {
  readonly key: string
  readonly owner: string
  readonly at: string
  readonly until: string
}

async function acquireLock(
  db: Kysely<Tables>,
  request: LockRequest,
): Promise<{ readonly heldBy: string } | undefined> {
  const { key, owner, at, until } = request
  for (;;) {
    const taken = await db
      .insertInto('locks')
      .values({ key, owner, until })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ owner, until })
          .where((where) =>
            where.or([where('locks.owner', '=', owner), where('locks.until', '<=', at)]),
          ),
      )
      .returning('owner')
      .executeTakeFirst()
    if (taken !== undefined) return undefined
    const holder = await db
      .selectFrom('locks')
      .select('owner')
      .where('key', '=', key)
      .executeTakeFirst()
    // Released between the two statements: try again.
    if (holder !== undefined) return { heldBy: holder.owner }
  }
}
