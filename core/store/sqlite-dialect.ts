/**
 * Kysely over Node's own SQLite. Kysely's dialect expects better-sqlite3, which must be compiled on each machine.
 *
 * Several processes write to one file, and one process may hold it open twice. SQLite's own busy timeout would block
 * the event loop, and with it the very transaction that is waited for; so it is off once the file is open, and a
 * statement that finds the file busy is tried again from here. A transaction that writes takes its lock at the
 * beginning: once begun it can no longer meet a busy file.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'

const busyMilliseconds = 10_000
/** Primary result code; the extended ones carry it in the low byte. https://sqlite.org/rescode.html#busy */
const sqliteBusy = 5

export function sqliteDialect(file: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class NodeSqliteDriver implements Driver {
  readonly #file: string
  #connection: NodeSqliteConnection | undefined

  constructor(file: string) {
    this.#file = file
  }

  async init() {
    this.#connection = new NodeSqliteConnection(openFile(this.#file))
  }

  async acquireConnection() {
    if (this.#connection === undefined) throw new Error('the database is not open')
    return this.#connection
  }

  /** Kysely lets one caller at a time use the only connection, for the whole of a transaction. */
  async releaseConnection() {}

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    const readOnly = settings.accessMode === 'read only'
    await connection.executeQuery(CompiledQuery.raw(readOnly ? 'begin' : 'begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy() {
    this.#connection?.close()
    this.#connection = undefined
  }
}

/** Statements of this many forms stay prepared; of longer texts (rows by the hundred) each form is rare. */
const preparedForms = 100
const longestPrepared = 2000

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const deadline = performance.now() + busyMilliseconds
    for (;;) {
      try {
        return this.#run<Row>(query)
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error
        // Uneven pauses, so that many waiting processes do not come back at the same moment.
        await sleep(1 + Math.random() * 9)
      }
    }
  }

  #run<Row>(query: CompiledQuery): QueryResult<Row> {
    const statement = this.#prepare(query.sql)
    const parameters = query.parameters as SQLInputValue[]
    if (statement.columns().length > 0) {
      // Every row is an object of the selected columns, which is what Kysely's types say.
      const rows = statement.all(...parameters) as Row[]
      return { rows, numAffectedRows: BigInt(rows.length) }
    }
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) }
  }

  #prepare(text: string): StatementSync {
    const known = this.#prepared.get(text)
    if (known !== undefined) return known
    const statement = this.#database.prepare(text)
    if (isSchemaChange(text)) this.#prepared.clear()
    else if (text.length <= longestPrepared) this.#keep(text, statement)
    return statement
  }

  #keep(text: string, statement: StatementSync): void {
    if (this.#prepared.size >= preparedForms) this.#prepared.clear()
    this.#prepared.set(text, statement)
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not supported: read pages instead')
  }

  close() {
    this.#prepared.clear()
    this.#database.close()
  }
}

/** After one of these a prepared `select *` could give the columns of before. */
function isSchemaChange(text: string): boolean {
  return /^(create|alter|drop) /i.test(text)
}

function openFile(file: string): DatabaseSync {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600))
    // SQLite gives its -wal and -shm files the mode of the database. https://sqlite.org/wal.html
    chmodSync(file, 0o600)
  }
  const database = new DatabaseSync(file, {
    enableForeignKeyConstraints: true,
    timeout: busyMilliseconds,
  })
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  // What is deleted is overwritten: an erased name does not linger in a free page.
  database.exec('pragma secure_delete = on')
  database.exec('pragma busy_timeout = 0')
  return database
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === sqliteBusy
  )
}
