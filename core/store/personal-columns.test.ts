import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { personalColumns } from './personal-columns.ts'
import { openStore } from './store.ts'
import { secrets } from './suite/setting.ts'

/** By their names: the schema's rule is that a column is called after what stands in it. */
const naming =
  /^(person|pupil|child|guardian|user_id|reporter|sender|actor|one|other|.*_by|member)$/

test('Every column that names somebody is known to export and erasure.', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-columns-'))
  const file = join(folder, 'lyceum.db')
  await (await openStore({ sqlite: file }, secrets)).close()
  const database = new DatabaseSync(file)
  const found = database
    .prepare(
      `select m.name as "table", c.name as "column"
       from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'`,
    )
    .all()
    .filter((row) => naming.test(String(row['column'])))
    .map((row) => `${String(row['table'])}.${String(row['column'])}`)
  database.close()
  rmSync(folder, { recursive: true })
  const known = personalColumns.map(({ table, column }) => `${table}.${column}`)
  // Stands in the row of a person and goes with it.
  known.push('accounts.user_id')
  expect(found.filter((one) => !known.includes(one))).toEqual([])
  expect(found.length).toBeGreaterThan(20)
})
