import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createTranslate } from '../i18n/texts.ts'
import type { Io } from '../io.ts'
import { confirm } from './confirm.ts'
import { createOutput, showsColour } from './output.ts'
import { describeProblem } from './problems.ts'
import { createProgress } from './progress.ts'
import { renderTable } from './table.ts'

const t = createTranslate('en')

function createIo(isTTY: boolean, answer = '', env: Io['env'] = {}) {
  const said = { stdout: '', stderr: '' }
  const io: Io = {
    stdout: { isTTY, write: (text) => (said.stdout += text) },
    stderr: { isTTY, write: (text) => (said.stderr += text) },
    stdin: Object.assign(Readable.from([answer]), { isTTY }),
    env,
    cwd: '/',
    interrupt: new AbortController().signal,
    now: () => 0,
  }
  return { io, said }
}

test('the product goes to standard output, all else to standard error', () => {
  const { io, said } = createIo(false)
  const output = createOutput(io, t, { json: false, quiet: false })
  output.print('product')
  output.note('note')
  output.warn('careful')
  output.fail('broken', 'mend it')
  expect(said).toEqual({
    stdout: 'product\n',
    stderr: 'note\nwarning: careful\nerror: broken\nmend it\n',
  })
})

test('--quiet keeps the product, warnings and errors', () => {
  const { io, said } = createIo(false)
  const output = createOutput(io, t, { json: false, quiet: true })
  output.print('product')
  output.note('note')
  output.progress('Applying').update(1, 2)
  output.fail('broken')
  expect(said).toEqual({ stdout: 'product\n', stderr: 'error: broken\n' })
})

test('colours are for terminals, and NO_COLOR switches them off', () => {
  const terminal = { isTTY: true, write() {} }
  const pipe = { isTTY: false, write() {} }
  expect(showsColour({}, terminal)).toBe(true)
  expect(showsColour({}, pipe)).toBe(false)
  expect(showsColour({ NO_COLOR: '1' }, terminal)).toBe(false)
  expect(showsColour({ NO_COLOR: '' }, terminal)).toBe(true)
  expect(showsColour({ TERM: 'dumb' }, terminal)).toBe(false)
  expect(showsColour({ FORCE_COLOR: '1' }, pipe)).toBe(true)
})

test('progress rewrites its line on a terminal and takes one for each tenth elsewhere', () => {
  const terminal = createIo(true)
  const bar = createProgress(terminal.io, { label: 'Applying', quiet: false })
  bar.update(1, 4)
  bar.update(4, 4)
  bar.end()
  expect(terminal.said.stderr.split('\r')).toHaveLength(3)
  expect(terminal.said.stderr).toMatch(/\[#{24}\] Applying 4\/4/)
  const pipe = createIo(false)
  const lines = createProgress(pipe.io, { label: 'Applying', quiet: false })
  for (let done = 0; done <= 100; done += 1) lines.update(done, 100)
  lines.end()
  expect(pipe.said.stderr.trim().split('\n')).toHaveLength(11)
})

test('a question is answered at a terminal, in either language, and no is the default', async () => {
  for (const [answer, expected] of [
    ['y', true],
    ['да', true],
    ['n', false],
    ['', false],
  ] as const) {
    const { io } = createIo(true, `${answer}\n`)
    expect([answer, await confirm('Go on?', io, t)]).toEqual([answer, expected])
  }
})

test('without a terminal a question is an error that names --yes', async () => {
  const { io } = createIo(false)
  await expect(confirm('Go on?', io, t)).rejects.toMatchObject({
    hint: expect.stringContaining('--yes'),
  })
})

test('a table is as wide as its widest cells', () => {
  expect(
    renderTable([
      ['a', 'bb'],
      ['ccc', 'd'],
    ]),
  ).toEqual(['a    bb', 'ccc  d'])
})

test('a roster’s problem is told as editors understand it', () => {
  const problem = {
    severity: 'error',
    file: 'users.csv',
    message: 'The id is there twice.',
  } as const
  expect(
    describeProblem({ ...problem, line: 7, column: 'sourcedId', hint: 'Remove one.' }, t),
  ).toEqual(['users.csv:7 [sourcedId] error: The id is there twice.', '    Remove one.'])
})
