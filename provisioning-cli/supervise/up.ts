/**
 * `lyceum up`: everything on one machine, in the foreground. It starts the homeserver and the appservice as children,
 * keeps them running, and takes them with it when it ends; what they made stays in the data folder.
 */
import type { Config } from '@lyceum/core/config/settings.ts'
import { exitCodes, LyceumError, type ExitCode } from '@lyceum/core/errors.ts'
import type { CommandInput } from '../command.ts'
import { createEngineOn } from '../engine.ts'
import { findPlace, openDatabase } from '../installation.ts'
import { printReady } from '../output/ready.ts'
import { startAppservice } from './appservice.ts'
import { takeDataLock } from './data-lock.ts'
import { importFirst } from './first-import.ts'
import { startEmbedded } from './homeserver.ts'
import { aborted, keepRunning, type KeepOptions } from './keep-running.ts'
import { prepare, prepareService, type UpOptions } from './prepare.ts'
import { issueSampleLinks } from './sample-links.ts'

export async function runUp(input: CommandInput<unknown>, options: UpOptions): Promise<ExitCode> {
  return inForeground(input, () => start(input, options))
}

/** On a homeserver that exists: the appservice alone. */
export async function runExisting(input: CommandInput<unknown>): Promise<ExitCode> {
  return inForeground(input, async () => {
    const { config, file } = await prepareService(input)
    input.output.note(input.t('up.starting-service'))
    await runAppservice(input, config, file)
    printReady(input, config, {})
  })
}

async function inForeground(
  input: CommandInput<unknown>,
  begin: () => Promise<void>,
): Promise<ExitCode> {
  const { io, output, t } = input
  const { folder } = findPlace(input.options, io)
  const lock = takeDataLock(folder)
  if (lock === undefined) {
    throw new LyceumError('data-in-use', t('up.in-use', { folder }), { hint: t('up.in-use-hint') })
  }
  input.onEnd(() => lock.release())
  try {
    await untilInterrupt(io.interrupt, begin())
    await aborted(io.interrupt)
  } catch (error) {
    if (!io.interrupt.aborted) throw error
  }
  output.note(t('up.stopping'))
  return io.interrupt.reason === 'SIGTERM' ? exitCodes.done : exitCodes.interrupted
}

/** An interrupt during the start abandons it: what was started is stopped when the command ends. */
async function untilInterrupt(interrupt: AbortSignal, starting: Promise<void>): Promise<void> {
  await Promise.race([
    starting,
    aborted(interrupt).then(() => {
      throw new Error('interrupted')
    }),
  ])
}

async function start(input: CommandInput<unknown>, options: UpOptions): Promise<void> {
  const { io, output, t } = input
  const prepared = await prepare(input, options)
  const { config } = prepared
  output.note(t('up.starting'))
  await runHomeserver(input, prepared)
  const store = await openDatabase(input, config)
  const engine = createEngineOn(config, store, io)
  const [toTry] = await Promise.all([
    importFirst(input, config, engine, options),
    runAppservice(input, config, prepared.file),
  ])
  const links = toTry === undefined ? {} : await issueSampleLinks(store, config, toTry, io.now())
  printReady(input, config, links)
}

async function runHomeserver(
  input: CommandInput<unknown>,
  { config, python }: { readonly config: Config; readonly python: string },
): Promise<void> {
  const first = await startEmbedded(config, python)
  const again = () => startEmbedded(config, python)
  const kept = keepRunning(first, again, keepOptions(input, 'homeserver'))
  input.onEnd(() => kept.stop())
}

async function runAppservice(
  input: CommandInput<unknown>,
  config: Config,
  file: string,
): Promise<void> {
  const first = await startAppservice(config, file)
  const again = () => startAppservice(config, file)
  const kept = keepRunning(first, again, keepOptions(input, 'appservice'))
  input.onEnd(() => kept.stop())
}

function keepOptions(
  { io, output, t }: CommandInput<unknown>,
  server: 'homeserver' | 'appservice',
): KeepOptions {
  return {
    stopping: io.interrupt,
    now: io.now,
    onEnded: () => output.warn(t('up.ended', { server: t(`up.server.${server}`) })),
    onFailed(error) {
      output.fail(error instanceof LyceumError ? error.message : String(error))
    },
  }
}
