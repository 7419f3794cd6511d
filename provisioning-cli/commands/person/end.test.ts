import { afterAll, beforeAll, expect, test } from 'vitest'
import { personId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run } from '../../testing/run.ts'

const school = smallSchool()
const parent = parentId('S1', 1, 1)
const child = pupilId('S1', 1, 1)

let lyceum: TestInstallation
beforeAll(async () => {
  lyceum = await createInstallation(school, smallSchool({ id: 'S2' }))
})
afterAll(() => lyceum.remove())

const end = (...args: readonly string[]) => run(['person', 'end', ...args, ...lyceum.at])

test('an end is asked about, by ids, and no is an answer', async () => {
  const said = await run(['person', 'end', parent, '--child', child, ...lyceum.at], {
    answers: ['n'],
  })
  expect(said.code).toBe(1)
  expect(said.stderr).toContain(
    `End for person ${parent} in school S1: the guardianship of this child?`,
  )
  expect(said.stderr).toContain('Nothing was ended.')
  expect((await end(teacherId('S1', 1))).stderr).toContain('--yes')
})

test.each([
  [['nobody', '--yes'], 1, 'no person'],
  [[teacherId('S1', 1), '--role', 'teacher', '--class', 'S1-C1'], 64, 'Give one of'],
  [[teacherId('S1', 1), '--role', 'cook'], 64, 'cook'],
  [[teacherId('S1', 1), '--undo'], 1, 'Nothing like that was ended'],
])('person end %j ends nothing and says why', async (args, code, told) => {
  const result = await end(...args)
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(told)])
})

test('what was ended is undone without a question, once', async () => {
  const at = new Date().toISOString()
  const base = { school: school.info.id, at, by: 'operator' } as const
  await lyceum.withStore(({ endings }) =>
    endings.add({ ...base, kind: 'child', person: parent, child: personId(child) }),
  )
  const undone = await end(parent, '--child', child, '--undo', '--json')
  expect(json(undone)).toEqual({
    undone: { kind: 'child', person: parent, child, school: 'S1' },
  })
  expect((await end(parent, '--child', child, '--undo')).code).toBe(1)
})

test('the help shows each part that can end, and the way back', async () => {
  const { stdout } = await run(['person', 'end', '--help'])
  for (const part of ['--role', '--class', '--child', '--undo']) expect(stdout).toContain(part)
  expect(stdout).toContain('lyceum person end T17 --undo')
  const russian = await run(['person', 'end', '--help', '--lang', 'ru'])
  expect(russian.stdout).toContain('опеку')
})
