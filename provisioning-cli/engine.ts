/** The engine on an installation's database and homeserver; starts an embedded homeserver where none runs. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@lyceum/core/config/settings.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { createEngine, type Engine } from '@lyceum/core/provision/engine.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { CommandInput } from './command.ts'
import type { Io } from './io.ts'
import { createLog, openDatabase } from './installation.ts'
import { takeDataLock } from './supervise/data-lock.ts'
import { installSynapse, isOursRunning, startEmbedded } from './supervise/homeserver.ts'

export function createEngineOn(config: Config, store: Store, io: Io): Engine {
  const log = createLog(io)
  return createEngine({
    store,
    homeserver: connectSynapse({
      url: config.homeserver.url,
      serverName: config.serverName,
      asToken: config.secrets.asToken,
      botLocalpart: config.homeserver.bot,
      log,
    }),
    blueprint: config.blueprint,
    policy: config.policy,
    lettingIn: config.lettingIn,
    accounts: config.accounts,
    aliasKey: config.secrets.aliasKey,
    log,
    now: () => new Date(io.now()),
    owner: lockOwner.current(),
  })
}

/** Everything it opens or starts is closed when the command ends. */
export async function openEngine(input: CommandInput<unknown>, config: Config): Promise<Engine> {
  if (config.homeserver.embedded) await ensureHomeserver(input, config)
  return createEngineOn(config, await openDatabase(input, config), input.io)
}

/** Another process that holds the folder is starting or running one: that is waited for. */
const patienceMs = 60_000

async function ensureHomeserver(input: CommandInput<unknown>, config: Config): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await isOursRunning(config))) {
    const lock = takeDataLock(config.folder)
    if (lock !== undefined) {
      input.onEnd(() => lock.release())
      input.output.note(input.t('homeserver.for-duration'))
      const running = await startEmbedded(config, await installSynapse())
      input.onEnd(() => running.stop())
      return
    }
    if (Date.now() > deadline) {
      throw new LyceumError('homeserver-not-up', input.t('homeserver.not-up'), {
        hint: input.t('homeserver.not-up-hint'),
      })
    }
    await sleep(200)
  }
}
