import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../testing/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'lyceum-completion-'))

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await run(['completion', shell])
    expect(code).toBe(0)
    writeFileSync(join(folder, `lyceum.${shell}`), stdout)
  }
  for (const name of ['roster.yaml', 'not here.csv']) writeFileSync(join(folder, name), '')
})

afterAll(() => rmSync(folder, { recursive: true }))

/** What the shell offers for the line, of which the last word is being typed. */
type Complete = (line: string) => readonly string[]

const inBash: Complete = (line) => {
  const words = line.split(' ')
  const script = `source lyceum.bash; COMP_WORDS=(${words.map((one) => `'${one}'`).join(' ')})
    COMP_CWORD=${words.length - 1}; _lyceum; printf '%s\\n' "\${COMPREPLY[@]}"`
  return linesOf(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' }))
}

/** What would be shown is written instead, since there is no terminal. */
const inZsh: Complete = (line) => {
  const words = line.split(' ')
  const script = `compdef() {}; source ./lyceum.zsh
    _describe() { print -rl -- "\${(@)\${(@P)2}%%:*}" }
    _files() { print -rl -- *(N) }
    compadd() { shift; print -rl -- "$@" }
    words=(${words.map((one) => `'${one}'`).join(' ')}); CURRENT=${words.length}; _lyceum`
  const offered = linesOf(execFileSync('zsh', ['-fc', script], { cwd: folder, encoding: 'utf8' }))
  return offered.filter((one) => one.startsWith(words.at(-1) ?? ''))
}

const inFish: Complete = (line) => {
  const [shell, script] = ['fish', `source lyceum.fish; complete -C '${line}'`]
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } } as const
  const offered = execFileSync(shell, ['--no-config', '-c', script], options)
  return linesOf(offered).map((one) => one.split('\t')[0] ?? '')
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}

function has(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true'])
    return true
  } catch {
    return false
  }
}

describe.each([
  ['bash', inBash, ['bash', '-n']],
  ['zsh', inZsh, ['zsh', '-n']],
  ['fish', inFish, ['fish', '--no-execute']],
] as const)('%s', (shell, complete, parse) => {
  const isThere = has(shell)
  if (!isThere) process.stdout.write(`skipped: ${shell} is not installed on this machine\n`)
  test.skipIf(!isThere)('reads the script, and offers what may follow', () => {
    const [program, ...args] = [...parse, join(folder, `lyceum.${shell}`)]
    execFileSync(program, args)
    expect(complete('lyceum pl')).toEqual(['plan'])
    expect(complete('lyceum invites ').toSorted()).toEqual(['create', 'list', 'revoke', 'sheets'])
    expect(complete('lyceum --data up invites cr')).toEqual(['create'])
    expect(complete('lyceum invites list --ro')).toEqual(['--role'])
    expect(complete('lyceum invites list --role ').toSorted()).toEqual(
      ['administrator', 'parent', 'pupil', 'teacher'].toSorted(),
    )
    expect(complete('lyceum completion f')).toEqual(['fish'])
    expect(complete('lyceum apply ros')).toEqual(['roster.yaml'])
    expect(complete('lyceum apply --plan n').join()).toMatch(/^not\\? here\.csv$/)
    expect(complete('lyceum up --port ')).toEqual([])
  })
})

test('an unknown shell is refused with what there is', async () => {
  const { code, stderr } = await run(['completion', 'bsh'])
  expect(code).toBe(64)
  expect(stderr).toMatch(/bash \| zsh \| fish\n\(Did you mean bash\?\)/)
  const russian = await run(['completion', 'bsh', '--lang', 'ru'])
  expect(russian.stderr).toMatch(/shell: .*bsh.*bash \| zsh \| fish\n\(Может быть, bash\?\)/)
})
