import { afterEach, beforeEach, expect, test } from 'vitest'
import { schoolId } from '@lyceum/core/school/ids.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../testing/installation.ts'
import { json, run } from '../testing/run.ts'

let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(smallSchool())
})

afterEach(() => lyceum.remove())

test('tells the schools and whether the servers run', async () => {
  const result = await run(['status', '--json', ...lyceum.at])
  expect(result.code).toBe(0)
  expect(json(result)).toMatchObject({
    format: 1,
    schools: [
      {
        school: 'S1',
        people: { invited: 11, entering: 0, active: 0, ended: 0 },
        rooms: 0,
        classes: [{ class: 'S1-C1', class_name: '1А' }, { class_name: '2А' }],
      },
    ],
  })
})

test('shows a table in the language of the run', async () => {
  const { stdout } = await run(['status', '--lang', 'ru', ...lyceum.at])
  expect(stdout).toMatch(
    /Школа +Имя +Классы +Комнаты +Не вошли +Вошли\nS1 +Школа S1 +2 +0 +11 +0\n/,
  )
})

test('a folder without an installation is a failure with the command that makes one', async () => {
  const { code, stdout, stderr } = await run(['status', '--data', '/nowhere'])
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('lyceum up makes one')
})

test('an apply that was begun and not ended is told until one ends', async () => {
  const entry = { at: '2026-09-01T08:00:00.000Z', actor: 'operator', school: schoolId('S1') }
  await lyceum.withStore(({ journal }) => {
    return journal.append({ ...entry, action: 'apply-begun', details: { planned: 21 } })
  })
  const open = await run(['status', ...lyceum.at])
  expect(open.stderr).toContain('School S1: the last apply did not end')
  await lyceum.withStore(({ journal }) => {
    return journal.append({ ...entry, action: 'apply', details: { failed: 0 } })
  })
  const ended = await run(['status', '--json', ...lyceum.at])
  expect(json(ended)).toMatchObject({ schools: [{ unfinished_apply: false }] })
})
