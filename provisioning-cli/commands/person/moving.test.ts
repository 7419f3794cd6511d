import { afterAll, beforeAll, expect, test } from 'vitest'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { run } from '../../testing/run.ts'

const pupil = pupilId('S1', 1, 1)

let lyceum: TestInstallation
beforeAll(async () => {
  lyceum = await createInstallation(smallSchool())
})
afterAll(() => lyceum.remove())

const person = (...args: readonly string[]) => run(['person', ...args, ...lyceum.at])

test.each([
  [['--name', 'А Б'], 64, 'Give a role'],
  [['--role', 'pupil'], 64, 'Give a role'],
  [['--role', 'teacher', '--name', 'А Б', '--person', 'S1-T1'], 64, 'Give a role'],
  [['--role', 'teacher', '--person', 'S1-T9'], 1, 'no person'],
  [['--role', 'teacher', '--person', 'S1-T1'], 1, 'is that already'],
  [['--role', 'teacher', '--person', 'S1-T1', '--class', 'S1-C2'], 1, 'is that already'],
  [['--role', 'parent', '--person', 'S1-G1-1', '--child', pupil], 1, 'is that already'],
  [['--role', 'administrator', '--person', pupil], 1, 'a pupil and something else'],
  [['--role', 'pupil', '--person', 'S1-G1-1', '--class', 'S1-C1'], 1, 'something else'],
  [['--role', 'pupil', '--name', ' '], 64, '--name'],
  [['--role', 'pupil', '--name', 'А Б'], 64, '--class'],
  [['--role', 'pupil', '--name', 'А Б', '--class', '1а'], 1, 'Did you mean S1-C1?'],
  [['--role', 'administrator', '--name', 'А Б', '--class', 'S1-C1'], 64, 'Leave --class out'],
  [['--role', 'parent', '--name', 'А Б'], 64, '--child'],
  [['--role', 'parent', '--name', 'А Б', '--child', teacherId('S1', 1)], 1, 'no person'],
  [['--role', 'parent', '--name', 'А Б', '--child', pupil, '--class', 'S1-C1'], 64, '--class'],
  [['--role', 'teacher', '--name', 'А Б', '--child', pupil], 64, 'Leave --child out'],
  [['--role', 'cook', '--name', 'А Б'], 64, 'cook'],
])('person add %j adds nobody and says why', async (args, code, told) => {
  const result = await person('add', ...args)
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(told)])
  const stored = await lyceum.withStore(({ schools }) => schools.load(smallSchool().info.id))
  expect(stored?.people).toHaveLength(smallSchool().people.length)
})

test.each([
  [[pupil], 64, 'into which class'],
  [[pupil, '--to', 'C9'], 1, 'no class C9'],
  [[pupil, '--to', 'S1-C1'], 1, 'already'],
  [[parentId('S1', 1, 1), '--to', 'S1-C2'], 1, 'in no such class'],
  [[teacherId('S1', 1), '--to', 'S1-C2', '--from', 'S1-C2'], 1, 'already'],
  [['nobody', '--to', 'S1-C2'], 1, 'no person'],
  [[pupil, '--to', 'S1-C2'], 1, '--yes'],
])('person move %j moves nobody and says why', async (args, code, told) => {
  const result = await person('move', ...args)
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(told)])
})

test('a move is asked about by ids and classes, and no is an answer', async () => {
  const argv = ['person', 'move', pupil, '--to', 'S1-C2', ...lyceum.at]
  const { code, stderr } = await run(argv, { answers: ['n'] })
  expect(code).toBe(1)
  expect(stderr).toContain(`Move person ${pupil} from class 1А (S1-C1) to class 2А (S1-C2)?`)
  expect(stderr).not.toContain('Фамилия')
})
