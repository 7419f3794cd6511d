import { afterAll, beforeAll, expect, test } from 'vitest'
import { classId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run } from '../../testing/run.ts'

const small = smallSchool()
const school: School = {
  ...small,
  classes: [...small.classes, { id: classId('S1-K'), label: 'Кружок' }],
}

let lyceum: TestInstallation
beforeAll(async () => {
  lyceum = await createInstallation(school, smallSchool({ id: 'S2' }))
})
afterAll(() => lyceum.remove())

const cls = (...args: readonly string[]) => run(['class', ...args, ...lyceum.at])

test('classes are listed by school and label, with their numbers and who leads them', async () => {
  const { classes } = json(await cls('list', '--json')) as unknown as { classes: { id: string }[] }
  expect(classes.map(({ id }) => id)).toEqual(['S1-C1', 'S1-C2', 'S1-K', 'S2-C1', 'S2-C2'])
  expect(classes[0]).toEqual({
    id: 'S1-C1',
    name: '1А',
    school: 'S1',
    school_name: 'Школа S1',
    pupils: 2,
    teachers: 2,
    parents: 2,
    class_teachers: [{ id: 'S1-T1', name: 'Фамилия-S1-T1 Имя-S1-T1' }],
  })
  const own = await cls('list', '--school', 'S2')
  expect(own.stdout).toContain('S2-C1')
  expect(own.stdout).not.toContain('S1-C1')
})

test('one class is shown with who is in it', async () => {
  const shown = json(await cls('show', 'S1-C1', '--json')) as unknown as {
    class: { people: object[] }
  }
  expect(shown.class).toMatchObject({ id: 'S1-C1', pupils: 2 })
  expect(shown.class.people).toHaveLength(6)
  expect(shown.class.people).toContainEqual(
    expect.objectContaining({ id: 'S1-P1-1', state: 'invited' }),
  )
  expect((await cls('show', 'S1-C1')).stdout).toContain('S1-T2')
})

test.each([
  [['show', '1а', '--school', 'S1'], 1, 'Did you mean S1-C1?'],
  [['add', '--school', 'S1'], 64, 'needs a name'],
  [['add', '--school', 'S1', '--name', ' '], 64, 'at most 50'],
  [['add', '--school', 'S1', '--name', '1А'], 1, 'S1-C1'],
  [['add', '--school', 'S1', '--name', '3А', '--id', 'S1-C1'], 1, 'class edit S1-C1'],
  [['add', '--school', 'S1', '--name', '3А', '--id', 'a b'], 64, 'no spaces'],
  [['add', '--name', '3А'], 64, '--school'],
  [['edit', 'S1-C1'], 64, 'what is to change'],
  [['edit', 'S1-C1', '--name', '2А'], 1, 'S1-C2'],
  [['archive', 'S1-C1'], 1, '--yes'],
  [['archive', 'C9', '--yes'], 1, 'no class'],
  [['move'], 64, '--all'],
  [['move', 'S1-C1', '--all'], 64, '--all'],
  [['move', 'S1-C1'], 1, 'class move --all'],
  [['move', '--all', '--school', 'S1'], 1, '--yes'],
  [['move', '--all', '--school', 'S1', '--last', 'x'], 64, '--last'],
])('class %j changes nothing and says why', async (args, code, told) => {
  const result = await cls(...args)
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(told)])
})

test('a year up is shown class by class before it is asked about, and no is an answer', async () => {
  const argv = ['class', 'move', '--all', '--school', 'S1', '--last', '2', ...lyceum.at]
  const { code, stderr } = await run(argv, { answers: ['n'] })
  expect(code).toBe(1)
  expect(stderr).toContain('1А -> 2А (S1-C1)')
  expect(stderr).toContain('2А (S1-C2): the last year, is closed')
  expect(stderr).toContain('Кружок (S1-K): no year in the name')
  expect(stderr).toContain('4 people leave the school')
  expect(stderr).toContain('Nothing was changed.')
})

test('closing says how many people leave, and no is an answer', async () => {
  const argv = ['class', 'archive', 'S1-C2', '--lang', 'ru', ...lyceum.at]
  const { code, stderr } = await run(argv, { answers: ['нет'] })
  expect([code, stderr]).toEqual([1, expect.stringContaining('Школу покинут 4 человека')])
})

test('a class without a year in its name does not go up, which is nothing to ask about', async () => {
  const result = await cls('move', 'S1-K')
  expect([result.code, result.stdout]).toEqual([0, expect.stringContaining('No class goes up.')])
  expect(json(await cls('move', 'S1-K', '--json'))).toMatchObject({
    moved: [],
    unnumbered: [{ id: 'S1-K', name: 'Кружок' }],
  })
})
