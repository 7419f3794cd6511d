import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import { schemaVersion } from './migrate.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { openStore } from './store.ts'
import { storeFacts } from './suite.ts'
import { at, invitationFor, school, secrets, smallSchool } from './suite/setting.ts'

async function freshFile() {
  return { sqlite: join(await mkdtemp(join(tmpdir(), 'lyceum-store-')), 'data', 'lyceum.db') }
}

describe('a store on SQLite', () => {
  storeFacts(freshFile)

  test('Only the owner can read the database and the files beside it.', async () => {
    const settings = await freshFile()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const folder = join(settings.sqlite, '..')
    const names = await readdir(folder)
    const modes = await Promise.all(
      names.map(async (name) => (await stat(join(folder, name))).mode),
    )
    expect(names.toSorted()).toEqual(['lyceum.db', 'lyceum.db-shm', 'lyceum.db-wal'])
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600, 0o600])
    await store.close()
  })

  test('A database that others could read is closed to them when it is opened.', async () => {
    const { sqlite } = await freshFile()
    await openStore({ sqlite }, secrets).then((store) => store.close())
    await writeFile(`${sqlite}-copy`, await readFile(sqlite), { mode: 0o644 })
    const store = await openStore({ sqlite: `${sqlite}-copy` }, secrets)
    expect((await stat(`${sqlite}-copy`)).mode & 0o777).toBe(0o600)
    await store.close()
  })

  test('No secret of an invitation is in the files.', async () => {
    const { sqlite } = await freshFile()
    const store = await openStore({ sqlite }, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const [issued] = await store.invitations.issue([invitationFor()], at)
    const code = issued?.code ?? ''
    const files = await Promise.all(
      [sqlite, `${sqlite}-wal`].map((file) => readFile(file, 'latin1')),
    )
    await store.close()
    const text = files.join('').toUpperCase()
    for (const secret of [issued?.token ?? '', code, code.replaceAll('-', '')]) {
      expect(secret).not.toBe('')
      expect(text.includes(secret)).toBe(false)
    }
  })

  test('With another key no invitation is known.', async () => {
    const settings = await freshFile()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const [issued] = await store.invitations.issue([invitationFor()], at)
    await store.close()
    const other = await openStore(settings, { invitationKey: 'another key'.repeat(4) })
    expect(await other.invitations.find(issued?.token ?? '', at)).toBeUndefined()
    await other.close()
  })

  test('A database that a newer Lyceum has written is refused, with what to do.', async () => {
    const settings = await freshFile()
    await openStore(settings, secrets).then((store) => store.close())
    const db = new Kysely<Tables>({ dialect: sqliteDialect(settings.sqlite) })
    await db
      .insertInto('schema_version')
      .values({ version: schemaVersion + 1 })
      .execute()
    await db.destroy()
    await expect(openStore(settings, secrets)).rejects.toMatchObject({
      code: 'database-too-new',
      hint: expect.stringContaining('newer Lyceum') as unknown,
    })
  })

  test('A transaction whose process is killed leaves nothing, and keeps nobody waiting.', async () => {
    const settings = await freshFile()
    const store = await openStore(settings, secrets)
    const script = `
      import { DatabaseSync } from 'node:sqlite'
      const db = new DatabaseSync(process.argv[1])
      db.exec("begin immediate; insert into locks values ('a', 'b', 'c')")
      process.stdout.write('inside')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, settings.sqlite])
    await once(child.stdout, 'data')
    const waiting = store.locks.acquire('a', 'us', at, 60)
    child.kill('SIGKILL')
    expect(await waiting).toBeUndefined()
    await store.close()
  })

  test('Reading does not wait for a transaction that writes.', async () => {
    const settings = await freshFile()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const writer = new Kysely<Tables>({ dialect: sqliteDialect(settings.sqlite) })
    await writer.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('class_places').execute()
      expect((await store.schools.load(school))?.places).toHaveLength(2)
    })
    await writer.destroy()
    await store.close()
  })
})
