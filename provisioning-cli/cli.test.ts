import { Option } from 'commander'
import { describe, expect, test } from 'vitest'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { runCli } from './cli.ts'
import { defineCommand } from './command.ts'
import { commands } from './commands/index.ts'
import { specsOf } from './options.ts'
import { run } from './testing/run.ts'

/** As a shell parts a line. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

describe('help', () => {
  test('begins with what it is and examples, and ends with the exit codes', async () => {
    const { code, stdout, stderr } = await run(['--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatchInlineSnapshot(`
      "Lyceum: a school’s own closed communication platform on a standard Matrix homeserver.

      Examples
        lyceum up
        lyceum check roster/
        lyceum plan roster/
        lyceum apply roster/
        lyceum invites list

      Usage
        lyceum [options] [command]

      Commands
        up [options]                        run everything on this machine, with a sample school to try it
        init [options]                      set up Lyceum on a homeserver that exists
        check [options] [roster] [refused]  read a roster and tell everything that is wrong with it
        plan [options] [roster] [refused]   show what a roster would change; changes nothing
        apply [options] [roster] [refused]  bring the school and the homeserver to what the roster says
        status [options]                    show the schools, who has entered, and whether the servers run
        invites                             invitation links
        applications                        people who ask to be let in
        school                              schools, and their data as a file
        class                               classes: added, renamed, a year up, closed
        person                              people of the schools
        chat                                rooms of schools and classes, and chats that people made
        policy                              who may reach whom, and why
        announce [options] [text]           say something to a school: in its channels, as few as reach
                                            whom it is for; a class channel reaches the pupils, teachers
                                            and parents of the class
        events                              what the homeserver sent and could not be handled
        homeserver                          the embedded homeserver
        doctor [options]                    examine the installation and say what to do
        completion [options] <shell>        print the script by which a shell completes commands and
                                            options

      Options
        -V, --version                       show the version
        -c, --config <file>                 configuration file of the installation
        -d, --data <folder>                 data folder of an embedded installation (usually ./data)
        --json                              JSON on standard output
        -q, --quiet                         only the product and errors
        --lang <language>                   language of the messages (ru, en)
        -h, --help                          show this help

      Exit codes
        0                                   done, or nothing to do
        1                                   failure
        2                                   changes pending (plan --detailed-exitcode)
        3                                   partly applied: run it again
        5                                   refused by a safety limit
        64                                  wrong usage
        65                                  bad roster or configuration
        130                                 interrupted
      "
    `)
  })

  test.each(commands.map((command) => [command.path.join(' '), command] as const))(
    'of %s shows its examples and every option, in both languages',
    async (name, command) => {
      for (const lang of ['en', 'ru']) {
        const { code, stdout } = await run([...command.path, '--help', '--lang', lang])
        expect(code).toBe(0)
        for (const example of command.examples) expect(stdout).toContain(`lyceum ${example}`)
        for (const spec of Object.values(specsOf(command))) expect(stdout).toContain(spec.flags)
        expect(stdout).toMatch(/130 .*(interrupted|прервано)/)
        expect(stdout).toContain(`lyceum ${name}`)
      }
    },
  )

  test.each(commands.flatMap(({ examples }) => examples))(
    'lyceum %s is understood',
    async (text) => {
      let understood: string | undefined
      const told = commands.map((command) => ({
        ...command,
        run: async () => {
          understood = command.path.join(' ')
          return exitCodes.done
        },
      }))
      const { code, stderr } = await run(wordsOf(text), {}, told)
      expect([code, stderr]).toEqual([0, ''])
      expect(text.startsWith(understood ?? 'nothing')).toBe(true)
    },
  )

  test('of a noun lists its verbs', async () => {
    const { code, stderr } = await run(['invites'])
    expect(code).toBe(64)
    for (const verb of ['list', 'create', 'revoke']) expect(stderr).toContain(`  ${verb} `)
  })
})

test('an option is known to its command by the name that commander gives it', () => {
  for (const command of commands) {
    for (const [name, spec] of Object.entries(specsOf(command))) {
      expect(name).toBe(new Option(spec.flags).attributeName())
    }
  }
})

describe('wrong usage', () => {
  test.each([
    [['pln'], /unknown command 'pln'\n\(Did you mean plan\?\)/],
    [['plan', '--jsn'], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    [['up', '--port', '99999'], /'--port <number>'.*1-65535/],
    [['person', 'show'], /missing required argument 'id'/],
    [['plan', 'one', 'two', 'three'], /too many arguments/],
    [['invites', 'list', '--role', 'janitor'], /administrator \| teacher \| pupil \| parent/],
    [['up', '--empty', '--roster', 'x'], /--empty and --roster/],
  ])('%j ends with 64 and says what is meant', async (argv, message) => {
    const { code, stdout, stderr } = await run(argv)
    expect([code, stdout]).toEqual([64, ''])
    expect(stderr).toMatch(message)
  })

  test('is told in Russian too', async () => {
    const { stderr } = await run(['plan', '--jsn'], { env: { LANG: 'ru_RU.UTF-8' } })
    expect(stderr).toContain('неизвестный параметр --jsn')
    expect(stderr).toContain('Может быть, --json?')
  })
})

test('common options may stand before the command', async () => {
  const { code, stderr } = await run(['--data', '/nowhere', '--lang', 'ru', 'status'])
  expect(code).toBe(1)
  expect(stderr).toContain('/nowhere/config.yaml')
})

test('the version is that of the project', async () => {
  const { code, stdout } = await run(['--version'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('a run', () => {
  const base = { path: ['try'], summary: 'up.summary', options: {}, examples: [] } as const
  const io = (interrupt: AbortSignal) => ({
    stdout: { write() {} },
    stderr: { write: (text: string) => void said.push(text) },
    stdin: process.stdin,
    env: {},
    cwd: '/',
    interrupt,
    now: () => 0,
  })
  let said: string[] = []

  test('ends with the code of the failure, tells the remedy and closes what was opened, last first', async () => {
    said = []
    const closed: number[] = []
    const command = defineCommand({
      ...base,
      async run({ onEnd }) {
        for (const n of [1, 2]) onEnd(() => void closed.push(n))
        throw new LyceumError('broken', 'It is broken.', { hint: 'Mend it.', exitCode: 3 })
      },
    })
    const code = await runCli(['try'], io(new AbortController().signal), [command])
    expect([code, closed, said.join('')]).toEqual([3, [2, 1], 'error: It is broken.\nMend it.\n'])
  })

  test('that is interrupted ends with 130 and closes what was opened', async () => {
    const interrupt = new AbortController()
    let isClosed = false
    const command = defineCommand({
      ...base,
      run({ onEnd }) {
        onEnd(() => void (isClosed = true))
        interrupt.abort('SIGINT')
        return new Promise(() => {})
      },
    })
    expect(await runCli(['try'], io(interrupt.signal), [command])).toBe(exitCodes.interrupted)
    expect(isClosed).toBe(true)
  })
})
