import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { readFiles } from './testing/memory-source.ts'

const page = await readFile(join(import.meta.dirname, '../../docs/roster.md'), 'utf8')
const options = { timeZone: 'Europe/Moscow', school: { name: 'Школа' } }

test('the table in docs/roster.md is read without a remark', async () => {
  const table = /```\n(Фамилия;[^`]*)```/.exec(page)?.[1] ?? ''
  const { schools, problems } = await readFiles('file', { 'x.csv': table }, options)
  expect(problems).toEqual([])
  expect(schools[0]?.people).toHaveLength(5)
})

test('the YAML in docs/roster.md is read without an error', async () => {
  const yaml = /```yaml\n([^`]*)```/.exec(page)?.[1] ?? ''
  const { schools, problems } = await readFiles('file', { 'x.yaml': yaml }, options)
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([])
  expect(schools[0]?.guardianships).toHaveLength(1)
})
