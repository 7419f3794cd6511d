/** Where people are brought into rooms the appservice must be there: the one that runs, or one for a command's duration. */
import type { Config } from '@lyceum/core/config/settings.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { CommandInput } from '../command.ts'
import { findPlace } from '../installation.ts'
import { isReady } from '../probes.ts'
import { startAppservice } from './appservice.ts'

export async function ensureAppservice(
  input: CommandInput<unknown>,
  config: Config,
): Promise<void> {
  if (await isReady(config)) return
  const { file } = findPlace(input.options, input.io)
  if (!config.homeserver.embedded) {
    throw new LyceumError('appservice-not-ready', input.t('apply.no-appservice'), {
      hint: `lyceum up --config ${file}`,
    })
  }
  const appservice = await startAppservice(config, file)
  input.onEnd(() => appservice.stop())
}
