import { type Dialect, Kysely } from 'kysely'
import { accountRepository } from './accounts.ts'
import { invitationRepository } from './invitations.ts'
import { journalRepository } from './journal.ts'
import { lockRepository } from './locks.ts'
import { migrate } from './migrate.ts'
import type { Store } from './ports.ts'
import { roomRepository } from './rooms.ts'
import type { Tables } from './schema.ts'
import { schoolRepository } from './schools.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

export interface DatabaseSettings {
  /** The database's file; made with mode 0600 where there is none. `:memory:` lasts as long as the store. */
  readonly sqlite: string
}

export interface StoreSecrets {
  readonly invitationKey: string
}

/**
 * Opens the database and brings it to the newest schema. Any number of processes may hold it open: writes wait for each
 * other. Throws `database-too-new` for one that a newer Lyceum has written.
 */
export async function openStore(settings: DatabaseSettings, secrets: StoreSecrets): Promise<Store> {
  if (secrets.invitationKey.length < 16) throw new Error('the invitation key is too short')
  const db = new Kysely<Tables>({ dialect: dialectOf(settings) })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    schools: schoolRepository(db),
    accounts: accountRepository(db),
    invitations: invitationRepository(db, secrets.invitationKey),
    rooms: roomRepository(db),
    locks: lockRepository(db),
    journal: journalRepository(db),
    close: () => db.destroy(),
  }
}

function dialectOf(settings: DatabaseSettings): Dialect {
  return sqliteDialect(settings.sqlite)
}
