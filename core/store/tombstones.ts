import type { Kysely } from 'kysely'
import { chunks } from './chunks.ts'
import type { TombstoneRepository } from './live-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function tombstoneRepository(db: Kysely<Tables>): TombstoneRepository {
  return {
    async add(hashes, at) {
      for (const chunk of chunks(hashes.map((hash) => ({ hash, at: isoTime(at) })))) {
        await db
          .insertInto('tombstones')
          .values(chunk)
          .onConflict((conflict) => conflict.column('hash').doNothing())
          .execute()
      }
    },

    async among(hashes) {
      const found = new Set<string>()
      for (const chunk of chunks(hashes)) {
        const rows = await db
          .selectFrom('tombstones')
          .select('hash')
          .where('hash', 'in', chunk)
          .execute()
        for (const { hash } of rows) found.add(hash)
      }
      return found
    },

    async remove(hashes) {
      for (const chunk of chunks(hashes)) {
        await db.deleteFrom('tombstones').where('hash', 'in', chunk).execute()
      }
    },
  }
}
