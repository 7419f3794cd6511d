/** Brings a database to the newest schema: forward only, one transaction a step, safe when several processes open at once. */
import type { Kysely } from 'kysely'
import { LyceumError } from '../errors.ts'
import { createFirstTables } from './migrations/0001-first-tables.ts'
import { createExternalIds } from './migrations/0002-external-ids.ts'
import { createClosedCommunity } from './migrations/0003-closed-community.ts'
import { createLettingIn } from './migrations/0004-letting-in.ts'
import { createStandingChecks } from './migrations/0005-standing-checks.ts'
import { createEndings } from './migrations/0006-endings.ts'
import { createReportHandling } from './migrations/0007-reports.ts'
import { createBotRooms } from './migrations/0008-bot-rooms.ts'
import { createMarks } from './migrations/0009-marks.ts'
import { addIssuers } from './migrations/0010-issuers.ts'
import type { Tables } from './schema.ts'
import type { Write } from './write.ts'

/** The place in the list is the version: `migrations[0]` leads to version 1. Only ever appended to. */
const migrations: readonly ((db: Kysely<Tables>) => Promise<void>)[] = [
  createFirstTables,
  createExternalIds,
  createClosedCommunity,
  createLettingIn,
  createStandingChecks,
  createEndings,
  createReportHandling,
  createBotRooms,
  createMarks,
  addIssuers,
]

export const schemaVersion = migrations.length

/** Throws `database-too-new` when a newer Lyceum has written it: going back could lose what only that one knows. */
export async function migrate(write: Write): Promise<void> {
  for (;;) {
    const done = await write({ schema: true }, async (transaction) => {
      await createVersionTable(transaction)
      const found = await currentVersion(transaction)
      const migration = migrations[found]
      if (migration === undefined) {
        checkNotNewer(found)
        return true
      }
      await migration(transaction)
      await transaction
        .insertInto('schema_version')
        .values({ version: found + 1 })
        .execute()
      return false
    })
    if (done) return
  }
}

async function createVersionTable(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .execute()
}

async function currentVersion(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('schema_version')
    .select((select) => select.fn.max('version').as('version'))
    .executeTakeFirst()
  return row?.version ?? 0
}

function checkNotNewer(found: number): void {
  if (found <= schemaVersion) return
  throw new LyceumError(
    'database-too-new',
    `The database has version ${found}; this Lyceum knows versions up to ${schemaVersion}.`,
    {
      hint: 'Start the newer Lyceum that wrote it, or restore the backup that was made before the upgrade.',
    },
  )
}
