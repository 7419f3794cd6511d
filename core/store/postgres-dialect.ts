/** Kysely over `pg`, with what both databases must have in common and with an end to all waiting. */
import {
  CompiledQuery,
  type DataTypeNode,
  type DatabaseConnection,
  PostgresDialect,
  PostgresQueryCompiler,
} from 'kysely'
import { Pool } from 'pg'

export interface PostgresSettings {
  /** `postgres://user@host:5432/database`, without the password; `sslmode` and the like behind `?`. */
  readonly url: string
  readonly password?: string
}

/** A server takes 100 connections unless told otherwise: enough for several processes, the homeserver and a backup. */
const connections = 10

/** In milliseconds; the first is as long as SQLite waits for another writer. */
const timeouts = {
  lock_timeout: 10_000,
  statement_timeout: 60_000,
  // A machine that vanished in the middle of a transaction must not hold a school for ever.
  idle_in_transaction_session_timeout: 60_000,
}

export function postgresDialect(settings: PostgresSettings): PostgresDialect {
  return new BytewiseDialect({
    pool: async () => openPool(settings),
    onCreateConnection: setTimeouts,
  })
}

function openPool({ url, password }: PostgresSettings): Pool {
  const address = new URL(url)
  // Given beside the address, `pg` would replace it by the address's own, which is empty.
  if (password !== undefined) address.searchParams.set('password', password)
  const pool = new Pool({
    connectionString: address.href,
    application_name: 'lyceum',
    max: connections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  // A connection that breaks is replaced, and whoever was using it gets the error: nobody needs it a second time here,
  // but without listeners Node would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** As statements and not as parameters of the connection: a pooler in between refuses those that it does not know. */
async function setTimeouts(connection: DatabaseConnection): Promise<void> {
  const settings = Object.entries(timeouts).map(
    ([name, ms]) => `set_config('${name}', '${ms}', false)`,
  )
  await connection.executeQuery(CompiledQuery.raw(`select ${settings.join(', ')}`))
}

class BytewiseDialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new BytewiseCompiler()
  }
}

/**
 * Makes every column of text compare byte by byte, as SQLite does: lists have one order on both, times compare as text,
 * and an update of the system's language rules can break no index.
 */
class BytewiseCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    if (node.dataType === 'text') this.append(' collate "C"')
  }
}
