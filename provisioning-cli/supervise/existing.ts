/** Whether `up` runs a homeserver of its own here, or serves one that exists. */
import { existsSync } from 'node:fs'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { CommandInput } from '../command.ts'
import { findPlace } from '../installation.ts'
import type { UpOptions } from './prepare.ts'

const ownOptions = {
  port: '--port',
  homeserverPort: '--homeserver-port',
  serverName: '--server-name',
  publicUrl: '--public-url',
  roster: '--roster',
  empty: '--empty',
} as const satisfies Readonly<Record<keyof UpOptions, string>>

/** Throws where the options ask for the other kind. */
export async function isOnExisting(
  input: CommandInput<unknown>,
  options: UpOptions,
): Promise<boolean> {
  const { t } = input
  const { file } = findPlace(input.options, input.io)
  const isNamed = input.options.config !== undefined
  // A folder without an installation becomes one; a file that is named must be there.
  if (!isNamed && !existsSync(file)) return false
  const config = await loadConfig(file)
  if (config.homeserver.embedded) {
    if (!isNamed) return false
    throw new LyceumError('usage', t('up.no-config'), {
      hint: t('up.no-config-hint'),
      exitCode: exitCodes.usage,
    })
  }
  const given = (Object.keys(ownOptions) as (keyof UpOptions)[]).filter(
    (name) => options[name] !== undefined,
  )
  if (given.length === 0) return true
  const flags = given.map((name) => ownOptions[name]).join(', ')
  throw new LyceumError('usage', t('up.existing-options', { flags }), {
    hint: t('up.existing-options-hint', { file }),
    exitCode: exitCodes.usage,
  })
}
