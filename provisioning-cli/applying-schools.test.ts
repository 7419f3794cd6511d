import { expect, test } from 'vitest'
import { fakeEngine, planRoster, type TestEngine } from '@lyceum/core/testing/engine.ts'
import type { FakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { applyPlans } from './applying.ts'
import type { CommandInput } from './command.ts'
import { createTranslate } from './i18n/texts.ts'
import { createOutput } from './output/output.ts'

const schools = ['A1', 'B1', 'C1'].map((id) => smallSchool({ id }))

/** Applies three schools, of which another process holds some; what stood on both outputs, and the exit code. */
async function applyAll(engine: TestEngine<FakeHomeserver>, ...held: readonly string[]) {
  const plans = []
  for (const school of schools) plans.push(await planRoster(engine, school))
  for (const id of held) {
    const at = new Date().toISOString()
    await engine.store.locks.acquire(`apply/${id}`, 'another-machine:1:1', at, 60)
  }
  let stdout = ''
  let stderr = ''
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    stdin: process.stdin,
    env: {},
    cwd: '/',
    interrupt: new AbortController().signal,
    now: () => 0,
  }
  const t = createTranslate('en')
  const options = { config: undefined, data: undefined, json: true, quiet: false }
  const output = createOutput(io, t, options)
  const input: CommandInput<unknown> = { options, args: [], io, output, t, onEnd: () => undefined }
  const config = { limits: { maxRemovePercent: 30, minExisting: 10 } }
  const planning = { problems: [], isGood: true, engine, plans, config }
  const applying = { allowMassRemoval: false, started: 0 }
  const code = await applyPlans(input, planning as never, applying)
  return { code, stdout, stderr }
}

test('a school that is locked is a failure beside the others, which are applied', async () => {
  const engine = await fakeEngine()
  const { code, stdout, stderr } = await applyAll(engine, 'B1')
  expect(code).toBe(3)
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  expect(last).toMatchObject({ event: 'done', failed: 1 })
  expect(stderr).toContain('B1: Another process')
  const stored = (await engine.store.schools.list()).map(({ id }) => id)
  expect(stored).toEqual(['A1', 'C1'])
})

test('a first school that is locked ends it, and nothing is changed', async () => {
  const engine = await fakeEngine()
  await expect(applyAll(engine, 'A1')).rejects.toMatchObject({ code: 'locked' })
  expect(await engine.store.schools.list()).toEqual([])
})
