import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { keepDayLog } from './day-log.ts'

let folder: string
let file: string
const at = (time: string) => ({ days: 30, now: () => new Date(time) })
const look = (time: string) => keepDayLog(file, at(time)).stop()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-day-log-'))
  file = join(folder, 'appservice.log')
})

test('What was written yesterday is a file of its own, and who has the log open writes on into an empty one.', () => {
  const output = openSync(file, 'a', 0o600)
  writeSync(output, 'yesterday\n')
  const yesterday = new Date('2026-09-01T23:59:00Z')
  utimesSync(file, yesterday, yesterday)
  look('2026-09-02T00:05:00Z')
  writeSync(output, 'today\n')
  closeSync(output)
  expect(readFileSync(join(folder, 'appservice.log.2026-09-01'), 'utf8')).toBe('yesterday\n')
  expect(readFileSync(file, 'utf8')).toBe('today\n')
})

test('On the same day nothing is moved.', () => {
  appendFileSync(file, 'a line\n')
  const earlier = new Date('2026-09-02T08:00:00Z')
  utimesSync(file, earlier, earlier)
  look('2026-09-02T20:00:00Z')
  expect(readdirSync(folder)).toEqual(['appservice.log'])
})

test('Older files go, also those of the homeserver, and nothing else does.', () => {
  const names = [
    'appservice.log.2026-08-02',
    'appservice.log.2026-08-03',
    'homeserver.log.2026-07-01',
    'homeserver.log',
    'notes.2026-01-01',
  ]
  for (const name of names) writeFileSync(join(folder, name), '')
  look('2026-09-02T08:00:00Z')
  expect(readdirSync(folder)).toEqual([
    'appservice.log.2026-08-03',
    'homeserver.log',
    'notes.2026-01-01',
  ])
})
