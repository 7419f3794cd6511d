import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { project } from '../project.ts'
import { json, run } from '../testing/run.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-check-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('the sample school is good and counted by role', async () => {
  const result = await run(['check', project.sampleRoster, '--json'], { cwd: folder })
  expect([result.code, result.stderr]).toEqual([0, ''])
  expect(json(result)).toMatchObject({
    format: 1,
    schools: 1,
    classes: 17,
    people: { teacher: 54, pupil: 374 },
    problems: [],
  })
})

test('a bad roster ends with 65 and names file, line and column', async () => {
  cpSync(project.sampleRoster, folder, { recursive: true })
  const file = join(folder, 'enrollments.csv')
  const [head = '', first = '', ...rest] = readFileSync(file, 'utf8').split('\n')
  const broken = first.replace(/^([^,]*,[^,]*,[^,]*),[^,]*/, '$1,no-such-class')
  writeFileSync(file, [head, broken, ...rest].join('\n'))
  const asJson = await run(['check', folder, '--json'])
  expect(asJson.code).toBe(65)
  expect(json(asJson)['problems']).toContainEqual(
    expect.objectContaining({ severity: 'error', file: 'enrollments.csv', line: 2 }),
  )
  const asText = await run(['check', '.'], { cwd: folder })
  expect(asText.code).toBe(65)
  expect(asText.stderr).toMatch(/enrollments\.csv:2 \[\w+\] error: /)
})

test('a roster that is not there ends with 65', async () => {
  const { code, stderr } = await run(['check', 'nowhere'], { cwd: folder })
  expect(code).toBe(65)
  expect(stderr).toContain('nowhere')
})
