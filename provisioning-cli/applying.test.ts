import { expect, test } from 'vitest'
import { fakeEngine, planRoster } from '@lyceum/core/testing/engine.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { applyPlans } from './applying.ts'
import type { CommandInput } from './command.ts'
import { createTranslate } from './i18n/texts.ts'
import { createOutput } from './output/output.ts'

test('An interrupted apply says how far it came and that running it again continues.', async () => {
  const engine = await fakeEngine()
  const plan = await planRoster(engine, smallSchool())
  const controller = new AbortController()
  let told = ''
  const io = {
    stdout: { write: () => undefined },
    stderr: { write: (text: string) => (told += text) },
    stdin: process.stdin,
    env: {},
    cwd: '/',
    interrupt: controller.signal,
    now: () => 0,
  }
  const t = createTranslate('en')
  const options = { config: undefined, data: undefined, json: false, quiet: false }
  const output = createOutput(io, t, options)
  const input: CommandInput<unknown> = { options, args: [], io, output, t, onEnd: () => undefined }
  engine.homeserver.onWrite = (write) => {
    if (write === 5) controller.abort('SIGINT')
  }
  const planning = {
    problems: [],
    isGood: true,
    engine,
    plans: [plan],
    config: { limits: { maxRemovePercent: 30, minExisting: 10 } },
  }
  await applyPlans(input, planning as never, { allowMassRemoval: false, started: 0 })
  const total = plan.changes.length + plan.actions.length
  expect(told).toMatch(new RegExp(`Interrupted: \\d+ of ${total} steps are done\\. Run the same`))
})
