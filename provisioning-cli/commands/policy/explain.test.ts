import { afterEach, beforeEach, expect, test } from 'vitest'
import { userId } from '@lyceum/core/school/ids.ts'
import { newApplication } from '@lyceum/core/testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run, type RunResult } from '../../testing/run.ts'

let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(smallSchool())
})

afterEach(() => lyceum.remove())

function explain(...argv: readonly string[]): Promise<RunResult> {
  return run(['policy', 'explain', ...argv, ...lyceum.at])
}

test('an allowance names the rule and the relation it rests on, also for who has not entered', async () => {
  const result = await explain(parentId('S1', 1, 1), pupilId('S1', 1, 1), '--json')
  expect(json(result)).toMatchObject({
    verdict: {
      allowed: true,
      by: { between: ['parent', 'pupil'], within: 'family' },
      school: 'S1',
    },
    relation: { school: 'S1', children: [pupilId('S1', 1, 1)] },
  })
  const told = await explain(pupilId('S1', 1, 1), teacherId('S1', 2))
  expect([told.code, told.stdout]).toEqual([
    0,
    expect.stringMatching(/They may write[^]*rule: pupils and teachers/),
  ])
})

test('a refusal names its reason in the language asked for', async () => {
  const told = await explain(parentId('S1', 1, 1), pupilId('S1', 1, 2), '--lang', 'ru')
  expect(told.stdout).toMatch(/Не могут писать[^]*По правилам школы/)
  const stranger = await explain(pupilId('S1', 1, 1), 'nobody')
  expect([stranger.code, stranger.stderr]).toEqual([1, expect.stringContaining('nobody')])
})

test('who waits to be let in is of no school, and reaches nobody', async () => {
  const application = newApplication(smallSchool().info.id, userId('@newcomer:localhost'))
  await lyceum.withStore(({ applications }) =>
    applications.add(application, '2026-09-01T08:00:00.000Z'),
  )
  const { code, stdout } = await explain('newcomer', pupilId('S1', 1, 1))
  expect([code, stdout]).toEqual([0, expect.stringMatching(/newcomer: of no school[^]*may not/)])
})
