/** What storing a transaction costs at the least: prepared statements, one insert an event, one commit, nothing else. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'

export interface BareIntake {
  readonly url: string
  insert(txn: string, events: readonly object[]): void
  stop(): Promise<void>
}

export async function startBareIntake(): Promise<BareIntake> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-bench-bare-'))
  const database = new DatabaseSync(join(folder, 'bare.db'))
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  database.exec('create table events (id text primary key, content text)')
  const add = database.prepare('insert into events values (?, ?)')
  const insert = (txn: string, events: readonly object[]) => {
    database.exec('begin immediate')
    for (const [at, event] of events.entries()) add.run(`${txn}-${at}`, JSON.stringify(event))
    database.exec('commit')
  }
  const read = async (request: IncomingMessage) => {
    const { events } = (await json(request)) as { readonly events: readonly object[] }
    insert(`http${request.url}`, events)
  }
  const server = createServer((request, response) => {
    void read(request).then(() => response.end('{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    insert,
    async stop() {
      server.closeAllConnections()
      server.close()
      database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
