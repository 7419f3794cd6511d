import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInstallation, type TestInstallation } from '../testing/installation.ts'
import { run } from '../testing/run.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await createInstallation(smallSchool())
})
afterAll(() => installation.remove())

const announce = (...args: readonly string[]) => run(['announce', ...args, ...installation.at])

test('several rooms are named with their readers and asked about before anything is said', async () => {
  const declined = await run(['announce', 'Hello', ...installation.at], { answers: ['n'] })
  expect(declined.code).toBe(1)
  expect(declined.stderr).toContain('Объявления: read by administrators, teachers, pupils')
  expect(declined.stderr).toContain('Канал - 1А: read by administrators, teachers, pupils, parents')
  expect(declined.stderr).toContain('Say it in 3 rooms? [y/N]')
  expect(declined.stderr).toContain('Nothing was said.')
  const unasked = await announce('Hello', '--role', 'parent')
  expect(unasked.code).toBe(1)
  expect(unasked.stderr).toContain('--yes')
})

test('classes and roles are given one by one or with commas', async () => {
  const both = ['--class', 'S1-C1', '--class', 'S1-C2']
  for (const classes of [both, ['--class', 'S1-C1,S1-C2']]) {
    const { stderr } = await announce('Hello', ...classes)
    expect(stderr).toContain('Канал - 1А')
    expect(stderr).toContain('Канал - 2А')
    expect(stderr).not.toContain('Объявления')
  }
})

test.each([
  [['--class', 'S9', 'Hello'], 1, 'S9'],
  [['--role', 'cook', 'Hello'], 64, 'cook'],
  [[], 64, 'Give the text'],
  [['Hello', '--file', 'x.txt'], 64, 'Give the text'],
  [['--file', 'no-such-file.txt'], 1, 'no-such-file.txt'],
  [['  '], 1, 'no text'],
  [['Hello', '--person', 'S1-P1-1'], 1, 'could not announce this'],
  [['Hello', '--person', 'S1-T1'], 1, 'could not announce this'],
  [['Hello', '--person', 'S1-T1', '--class', 'S1-C2'], 1, 'could not announce this'],
  [['Hello', '--person', 'nobody'], 1, 'There is no person'],
])('%j says nothing and says why', async (args, code, told) => {
  const result = await announce(...args)
  expect(result.code).toBe(code)
  expect(result.stderr).toContain(told)
})

test('a class teacher may stand under what is said to the own class, from a file', async () => {
  const file = join(installation.folder, 'letter.txt')
  writeFileSync(file, 'Hello')
  const both = ['--class', 'S1-C1,S1-C2', '--file', file]
  expect((await announce('--person', 'S1-A1', ...both)).stderr).toContain('--yes')
})
