import { Kysely } from 'kysely'
import { accountRepository } from './accounts.ts'
import { endingRepository } from './endings.ts'
import { factRepository } from './facts.ts'
import { figureRepository } from './figures.ts'
import { intakeRepository } from './intake.ts'
import { invitationRepository } from './invitations.ts'
import { journalRepository } from './journal.ts'
import { lettingInStore } from './letting-in.ts'
import { lockRepository } from './locks.ts'
import { markRepository } from './marks.ts'
import { migrate } from './migrate.ts'
import { personalRepository } from './personal.ts'
import type { Store } from './ports.ts'
import type { PostgresSettings } from './postgres-dialect.ts'
import { explainPostgresError } from './postgres-errors.ts'
import { retentionRepository } from './retention.ts'
import { roomRepository } from './rooms.ts'
import type { Tables } from './schema.ts'
import { schoolRepository } from './schools.ts'
import { sessionRepository } from './sessions.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { standingCheckRepository } from './standing-checks.ts'
import { talkRepository } from './talks.ts'
import { tombstoneRepository } from './tombstones.ts'
import { type Write, writeOnPostgres, writeOnSqlite } from './write.ts'

export type DatabaseSettings =
  | {
      /** The database's file; made with mode 0600 where there is none. `:memory:` lasts as long as the store. */
      readonly sqlite: string
    }
  | { readonly postgres: PostgresSettings }

export interface StoreSecrets {
  readonly invitationKey: string
}

/**
 * Opens the database and brings it to the newest schema. Any number of processes may hold it open: writes wait for each
 * other. Throws `database-too-new` for one that a newer Lyceum has written, and `database-unreachable`,
 * `database-refused`, `database-missing` for a PostgreSQL that cannot be used.
 */
export async function openStore(settings: DatabaseSettings, secrets: StoreSecrets): Promise<Store> {
  if (secrets.invitationKey.length < 16) throw new Error('the invitation key is too short')
  const { db, write } = await connect(settings)
  try {
    await migrate(write)
  } catch (error) {
    await db.destroy()
    throw 'postgres' in settings ? explainPostgresError(error) : error
  }
  return {
    schools: schoolRepository(db, write),
    accounts: accountRepository(db, write),
    invitations: invitationRepository(db, write, secrets.invitationKey),
    rooms: roomRepository(db, write),
    locks: lockRepository(db),
    journal: journalRepository(db),
    facts: factRepository(db),
    figures: figureRepository(db),
    intake: intakeRepository(db, write, 'sqlite' in settings ? 'sqlite' : 'postgres'),
    sessions: sessionRepository(db),
    talks: talkRepository(db, write),
    standingChecks: standingCheckRepository(db),
    marks: markRepository(db),
    tombstones: tombstoneRepository(db),
    endings: endingRepository(db),
    personal: personalRepository(db, write, 'sqlite' in settings ? 'sqlite' : 'postgres'),
    retention: retentionRepository(db),
    ...lettingInStore(db, write, secrets.invitationKey),
    close: () => db.destroy(),
  }
}

async function connect(settings: DatabaseSettings): Promise<Database> {
  if ('sqlite' in settings) {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(settings.sqlite) })
    return { db, write: writeOnSqlite(db) }
  }
  // Most installations have no PostgreSQL, and a command on the terminal should not read its client for nothing.
  const { postgresDialect } = await import('./postgres-dialect.ts')
  const db = new Kysely<Tables>({ dialect: postgresDialect(settings.postgres) })
  return { db, write: writeOnPostgres(db) }
}

interface Database {
  readonly db: Kysely<Tables>
  readonly write: Write
}
