/** Runs commands in-process, as a user would: arguments in, both outputs and the exit code out. */
import { Readable } from 'node:stream'
import type { ExitCode } from '@lyceum/core/errors.ts'
import { runCli } from '../cli.ts'
import type { Command } from '../command.ts'
import type { Io } from '../io.ts'

export interface RunResult {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Io['env']
  readonly cwd?: string
  /** Lines that are typed at a terminal; without them there is none. */
  readonly answers?: readonly string[]
  readonly interrupt?: AbortSignal
  readonly now?: () => number
  onStdout?(text: string): void
}

export async function run(
  argv: readonly string[],
  options: RunOptions = {},
  commands?: readonly Command[],
): Promise<RunResult> {
  const { answers, env = {}, cwd = process.cwd(), now = Date.now } = options
  let stdout = ''
  let stderr = ''
  const stdin = Object.assign(Readable.from((answers ?? []).map((line) => `${line}\n`)), {
    isTTY: answers !== undefined,
  })
  const io: Io = {
    stdout: {
      write(text) {
        stdout += text
        options.onStdout?.(text)
      },
    },
    stderr: { write: (text) => (stderr += text) },
    stdin,
    env,
    cwd,
    interrupt: options.interrupt ?? new AbortController().signal,
    now,
  }
  const code = await runCli(argv, io, commands)
  return { code, stdout, stderr }
}

/** The one JSON document of a run. */
export function json(result: RunResult): Readonly<Record<string, never>> {
  return JSON.parse(result.stdout)
}
