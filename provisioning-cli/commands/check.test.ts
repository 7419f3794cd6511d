import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

test('refused rows are written for their owner only, mended and given together with the set', async () => {
  cpSync(project.sampleRoster, join(folder, 'set'), { recursive: true })
  const file = join(folder, 'set', 'users.csv')
  const lines = readFileSync(file, 'utf8').split('\n')
  lines[4] = (lines[4] ?? '').replace(',true,', ',=perhaps,')
  writeFileSync(file, lines.join('\n'))
  const refused = join(folder, 'refused.csv')
  const { code } = await run(['check', 'set', '--refused', refused], { cwd: folder })
  expect(code).toBe(65)
  expect(statSync(refused).mode & 0o777).toBe(0o600)
  const written = readFileSync(refused, 'utf8')
  expect(written).toContain('users.csv,5,enabledUser: enabledUser is neither true nor false.')
  expect(written).toContain(",'=perhaps,")
  const again = await run(['check', 'set', 'refused.csv'], { cwd: folder })
  expect(again.code).toBe(65)
  writeFileSync(refused, written.replace("'=perhaps", 'true').replaceAll(',', ';'))
  const mended = await run(['check', 'set', 'refused.csv', '--json'], { cwd: folder })
  expect(mended.code).toBe(0)
  expect(json(mended)).toMatchObject({ people: { teacher: 54, pupil: 374 }, problems: [] })
})

test('mended rows of another set are refused', async () => {
  cpSync(project.sampleRoster, join(folder, 'set'), { recursive: true })
  const file = join(folder, 'set', 'users.csv')
  const right = readFileSync(file, 'utf8')
  const lines = right.split('\n')
  lines[4] = (lines[4] ?? '').replace(',true,', ',perhaps,')
  writeFileSync(file, lines.join('\n'))
  const refused = join(folder, 'refused.csv')
  await run(['check', 'set', '--refused', refused], { cwd: folder })
  writeFileSync(file, right)
  const { code, stderr } = await run(['check', 'set', 'refused.csv'], { cwd: folder })
  expect(code).toBe(65)
  expect(stderr).toMatch(/^refused\.csv:2 error: /m)
})

test('refused rows never take the place of another file', async () => {
  cpSync(project.sampleRoster, join(folder, 'set'), { recursive: true })
  const file = join(folder, 'set', 'users.csv')
  const spoilt = readFileSync(file, 'utf8').replace(',true,', ',perhaps,')
  writeFileSync(file, spoilt)
  const { code } = await run(['check', 'set', '--refused', file], { cwd: folder })
  expect(code).toBe(64)
  expect(readFileSync(file, 'utf8')).toBe(spoilt)
})

test('a refused row whose cells are emptied is left out', async () => {
  cpSync(project.sampleRoster, join(folder, 'set'), { recursive: true })
  const file = join(folder, 'set', 'enrollments.csv')
  const text = readFileSync(file, 'utf8').trimEnd()
  writeFileSync(file, `${text}\nextra,,,class-1-01,school-1,nobody,student,,,`)
  const refused = join(folder, 'refused.csv')
  await run(['check', 'set', '--refused', refused], { cwd: folder })
  const written = readFileSync(refused, 'utf8')
  writeFileSync(
    refused,
    written.replace(/extra,,,class-1-01,school-1,nobody,student,,,/, ',,,,,,,,,'),
  )
  const result = await run(['check', 'set', 'refused.csv', '--json'], { cwd: folder })
  expect(result.code).toBe(0)
  expect(json(result)).toMatchObject({ people: { pupil: 374 }, problems: [] })
})
