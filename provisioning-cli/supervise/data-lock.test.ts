import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeDataLock } from './data-lock.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-lock-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const module = new URL('./data-lock.ts', import.meta.url).href

/** What another process gets, which then dies without giving anything back. */
function takeElsewhere(): string {
  const script = `
    const { takeDataLock } = await import('${module}')
    console.log(takeDataLock(process.argv[1]) === undefined ? 'held' : 'free')
    process.kill(process.pid, 'SIGKILL')`
  try {
    return execFileSync(process.execPath, ['--input-type=module', '-e', script, folder], {
      encoding: 'utf8',
    })
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  }
}

test('two processes cannot hold one data folder', () => {
  const lock = takeDataLock(folder)
  expect(lock).toBeDefined()
  expect(takeElsewhere()).toBe('held\n')
  lock?.release()
  expect(takeElsewhere()).toBe('free\n')
})

test('a killed holder leaves nothing behind', () => {
  expect(takeElsewhere()).toBe('free\n')
  const lock = takeDataLock(folder)
  expect(lock).toBeDefined()
  lock?.release()
})

test('the lock is nobody else’s to read', () => {
  const inner = join(folder, 'data')
  takeDataLock(inner)?.release()
  expect(statSync(inner).mode & 0o777).toBe(0o700)
  expect(statSync(join(inner, 'up.lock')).mode & 0o777).toBe(0o600)
})
