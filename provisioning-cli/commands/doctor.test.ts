import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import type { Finding } from '../doctor/findings.ts'
import { createInstallation, type TestInstallation } from '../testing/installation.ts'
import { json, run, type RunResult } from '../testing/run.ts'

let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(smallSchool())
})

afterEach(() => lyceum.remove())

function finding(result: RunResult, name: Finding['name']): Finding | undefined {
  const checks: readonly Finding[] = json(result)['checks'] ?? []
  return checks.find((check) => check.name === name)
}

test('each check of an installation has its answer', async () => {
  const result = await run(['doctor', '--json', ...lyceum.at])
  for (const name of ['node', 'python', 'data-folder', 'configuration', 'database'] as const) {
    expect(finding(result, name)).toMatchObject({ status: 'ok' })
  }
})

test('a secret that others can read is an error with its remedy', async () => {
  chmodSync(lyceum.folder, 0o755)
  const result = await run(['doctor', '--json', ...lyceum.at])
  expect(result.code).toBe(1)
  expect(finding(result, 'data-folder')).toMatchObject({
    status: 'error',
    hint: `chmod -R go= ${lyceum.folder}`,
  })
})

test('without an installation it says how to make one, and that is no error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-empty-'))
  const result = await run(['doctor', '--data', folder])
  expect(result.code).toBe(0)
  expect(result.stdout).toContain('lyceum up makes one')
  rmSync(folder, { recursive: true })
})
