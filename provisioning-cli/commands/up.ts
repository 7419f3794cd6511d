import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, flag, port, text } from '../command.ts'

export const up = defineCommand({
  path: ['up'],
  summary: 'up.summary',
  options: {
    port: port('--port <number>', 'option.port', '8080'),
    homeserverPort: port('--homeserver-port <number>', 'option.homeserver-port', '8008'),
    serverName: text('--server-name <name>', 'option.server-name', 'localhost'),
    publicUrl: text('--public-url <url>', 'option.public-url'),
    roster: text('--roster <path>', 'option.roster'),
    empty: flag('--empty', 'option.empty'),
  },
  examples: [
    'up',
    'up --data /srv/lyceum --port 9000',
    'up --public-url http://192.168.1.20:8080',
    'up --roster roster/ --json',
    'up --config /srv/lyceum/config.yaml',
  ],
  handlesInterrupt: true,
  async run(input) {
    const { options, t } = input
    if (options.empty === true && options.roster !== undefined) {
      throw new LyceumError('usage', t('up.empty-or-roster'), { exitCode: exitCodes.usage })
    }
    const { isOnExisting } = await import('../supervise/existing.ts')
    const { runExisting, runUp } = await import('../supervise/up.ts')
    if (await isOnExisting(input, options)) return runExisting(input)
    return runUp(input, options)
  },
})
