/** The embedded homeserver of an installation, as its configuration wants it. */
import type { Config } from '@lyceum/core/config/settings.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import type { EmbeddedSettings } from '@lyceum/deploy/embedded/files.ts'
import { startSynapse, type RunningHomeserver } from '@lyceum/deploy/embedded/homeserver.ts'
import { ensureSynapse } from '@lyceum/deploy/embedded/install.ts'
import { whatAnswers } from '@lyceum/deploy/embedded/port.ts'

export interface StartingOptions {
  /** While Synapse is being installed; the last call has `done` equal to `total`. */
  onInstall?(done: number, total: number): void
}

/** Answers, and the bot is its administrator. Adopts one that another process of the data folder runs. */
export async function startEmbedded(config: Config, python: string): Promise<RunningHomeserver> {
  const running = await startSynapse({ ...embeddedSettings(config), python })
  try {
    await bootstrapBot({
      url: running.url,
      serverName: config.serverName,
      asToken: config.secrets.asToken,
      botLocalpart: config.homeserver.bot,
      registrationSharedSecret: running.registrationSharedSecret,
    })
  } catch (error) {
    await running.stop()
    throw error
  }
  return running
}

/** Installs Synapse where it is missing; gives the Python that has it. */
export async function installSynapse({ onInstall }: StartingOptions = {}): Promise<string> {
  const { python } = await ensureSynapse(onInstall === undefined ? {} : { progress: onInstall })
  return python
}

export async function isOursRunning(config: Config): Promise<boolean> {
  return (await whatAnswers(config.homeserver.url, embeddedSettings(config))) === 'ours'
}

export function embeddedSettings(config: Config): EmbeddedSettings {
  const { internal, secrets, homeserver } = config
  return {
    dataFolder: config.folder,
    port: Number(new URL(homeserver.url).port),
    serverName: config.serverName,
    publicUrl: homeserver.publicUrl,
    // Synapse itself speaks http here, so a proxy is the only way in; without its word all people would be one address.
    behindProxy: new URL(homeserver.publicUrl).protocol === 'https:',
    // Phones that open the pages must reach the homeserver too.
    hosts: [config.public.host],
    appservice: {
      asToken: secrets.asToken,
      hsToken: secrets.hsToken,
      botLocalpart: homeserver.bot,
      url: `http://${internal.host}:${internal.port}`,
    },
    policy: { forbidEncryption: config.policy.forbidEncryption },
  }
}
