/** The installation that a command works on: its configuration, and on demand its database, homeserver and engine. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino, type Logger } from 'pino'
import { loadConfig } from '@lyceum/core/config/load.ts'
import type { Config } from '@lyceum/core/config/settings.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { CommandInput } from './command.ts'
import type { Io } from './io.ts'

export interface Place {
  readonly folder: string
  readonly file: string
}

/** Where `--config FILE` or `--data DIR` point; `./data` without either. The file need not exist. */
export function findPlace(
  options: { readonly config: string | undefined; readonly data: string | undefined },
  io: Pick<Io, 'cwd'>,
): Place {
  if (options.config !== undefined) {
    const file = resolve(io.cwd, options.config)
    return { folder: resolve(file, '..'), file }
  }
  const folder = resolve(io.cwd, options.data ?? 'data')
  return { folder, file: join(folder, 'config.yaml') }
}

/** Throws `no-installation`, or what is wrong with the configuration. */
export async function readConfig(input: CommandInput<unknown>): Promise<Config> {
  const { file } = findPlace(input.options, input.io)
  if (!existsSync(file)) {
    throw new LyceumError('no-installation', input.t('installation.none', { file }), {
      hint: input.t('installation.none-hint'),
    })
  }
  return loadConfig(file)
}

/** Closed when the command ends. */
export async function openDatabase(
  input: Pick<CommandInput<unknown>, 'onEnd'>,
  config: Config,
): Promise<Store> {
  const store = await openStore(config.database, config.secrets)
  input.onEnd(() => store.close())
  return store
}

/** Warnings of the engine on standard error, as JSON lines with ids. */
export function createLog({ env }: Pick<Io, 'env'>): Logger {
  return pino(
    { level: env['LYCEUM_LOG_LEVEL'] ?? 'error' },
    pino.destination({ dest: 2, sync: true }),
  )
}
