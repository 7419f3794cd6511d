/** One run of the command line, from the arguments to the exit code. A bug is the only thing that it lets through. */
import { exitCodes, LyceumError, type ExitCode } from '@lyceum/core/errors.ts'
import { commands } from './commands/index.ts'
import type { Command } from './command.ts'
import { createTranslate, languageOf, type Translate } from './i18n/texts.ts'
import type { Io } from './io.ts'
import { createOutput, type Output } from './output/output.ts'
import { parseArguments } from './program.ts'
import { describeError } from './unknown-id.ts'

export async function runCli(
  argv: readonly string[],
  io: Io,
  available: readonly Command[] = commands,
): Promise<ExitCode> {
  const t = createTranslate(languageOf(argv, io.env))
  const parsed = await parseArguments(argv, io, t, available)
  if ('exitCode' in parsed) return parsed.exitCode
  const { command, options, args } = parsed
  const output = createOutput(io, t, options)
  const closers: (() => Promise<void> | void)[] = []
  try {
    const running = command.run({
      options,
      args,
      io,
      output,
      t,
      onEnd: (close) => void closers.push(close),
    })
    return command.handlesInterrupt === true
      ? await running
      : await Promise.race([running, interrupted(io)])
  } catch (error) {
    if (!(error instanceof LyceumError)) throw error
    return describeFailure(error, output, t)
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

/** Never answers but by an interrupt; what was being done is abandoned, which every command survives. */
function interrupted(io: Io): Promise<ExitCode> {
  return new Promise((resolve) => {
    const stop = () => resolve(exitCodes.interrupted)
    if (io.interrupt.aborted) stop()
    else io.interrupt.addEventListener('abort', stop, { once: true })
  })
}

function describeFailure(error: LyceumError, output: Output, t: Translate): ExitCode {
  const { message, hint } = describeError(error, t)
  output.fail(message, hint)
  return error.exitCode
}
