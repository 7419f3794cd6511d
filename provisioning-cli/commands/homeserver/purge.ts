import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const homeserverPurge = defineCommand({
  path: ['homeserver', 'purge'],
  summary: 'homeserver.purge.summary',
  args: [],
  options: {},
  examples: ['homeserver purge', 'homeserver purge --data /srv/lyceum'],
  async run(input) {
    const { output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { installSynapse, isOursRunning } = await import('../../supervise/homeserver.ts')
    const { takeDataLock } = await import('../../supervise/data-lock.ts')
    const { purgeHomeserver } = await import('@lyceum/deploy/embedded/purge.ts')
    const config = await readConfig(input)
    if (!config.homeserver.embedded) {
      throw new LyceumError('not-embedded', t('homeserver.purge.other'), {
        hint: t('homeserver.purge.other-hint'),
      })
    }
    const lock = takeDataLock(config.folder)
    if (lock === undefined || (await isOursRunning(config))) {
      lock?.release()
      throw new LyceumError('homeserver-running', t('homeserver.purge.running'), {
        hint: t('homeserver.purge.running-hint'),
      })
    }
    input.onEnd(() => lock.release())
    const purged = await purgeHomeserver(await installSynapse(), config.folder)
    const store = await openDatabase(input, config)
    await store.personal.compact()
    if (output.asJson) output.printJson({ format: 1, ...purged })
    else output.print(t('homeserver.purge.done', purged))
    return exitCodes.done
  },
})
