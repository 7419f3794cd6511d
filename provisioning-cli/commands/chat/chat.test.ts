import { afterAll, beforeAll, expect, test } from 'vitest'
import { chatId, classId } from '@lyceum/core/school/ids.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run } from '../../testing/run.ts'

let lyceum: TestInstallation
beforeAll(async () => {
  lyceum = await createInstallation(smallSchool())
  const chat = {
    id: chatId('h1'),
    class: classId('S1-C1'),
    name: 'Шахматы',
    members: ['teacher'],
    writers: [],
    openTo: ['pupil'],
  } as const
  await lyceum.withStore(({ schools }) =>
    schools.change(
      smallSchool().info.id,
      'console',
      [{ kind: 'add-chat', chat }],
      new Date().toISOString(),
    ),
  )
})
afterAll(() => lyceum.remove())

const chat = (...args: readonly string[]) => run(['chat', ...args, ...lyceum.at])

test('rooms are listed by school, class and kind, before they are made too', async () => {
  const { chats } = json(await chat('list', '--json')) as unknown as { chats: object[] }
  expect(chats).toContainEqual({
    room_id: null,
    id: null,
    school: 'S1',
    class: 'S1-C1',
    kind: 'class-chat',
    name: 'Общий - 1А',
  })
  expect(chats).toContainEqual(expect.objectContaining({ id: 'h1', kind: 'chat', class: 'S1-C1' }))
  const own = json(await chat('list', '--class', 'S1-C2', '--json')) as unknown as {
    chats: { class: string }[]
  }
  expect(new Set(own.chats.map((one) => one.class))).toEqual(new Set(['S1-C2']))
  expect((await chat('list')).stdout).toContain('Шахматы')
})

test('one chat is shown with whom it names', async () => {
  expect(json(await chat('show', 'h1', '--json'))).toMatchObject({
    chat: { id: 'h1', members: ['teacher'], writers: [], open_to: ['pupil'] },
  })
  expect((await chat('show', 'h1')).stdout).toContain('everybody')
  expect((await chat('show', 'h2')).code).toBe(1)
})

test.each([
  [['add', '--member', 'pupil'], 64, 'needs a name'],
  [['add', '--name', 'x', '--member', 'cook'], 64, 'cook'],
  [['edit', 'h1'], 64, 'what is to change'],
  [['archive', 'h1'], 1, '--yes'],
  [['archive', 'h2', '--yes'], 1, 'no chat'],
])('chat %j changes nothing and says why', async (args, code, told) => {
  const result = await chat(...args)
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(told)])
})

test('closing is asked about by name, and no is an answer', async () => {
  const result = await run(['chat', 'archive', 'h1', ...lyceum.at], { answers: ['n'] })
  expect(result.code).toBe(1)
  expect(result.stderr).toContain('Close chat h1 “Шахматы”?')
})
