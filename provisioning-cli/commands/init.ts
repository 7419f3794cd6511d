import { exitCodes } from '@lyceum/core/errors.ts'
import { choice, defineCommand, flag, port, text } from '../command.ts'

export const init = defineCommand({
  path: ['init'],
  summary: 'init.summary',
  options: {
    dir: text('--dir <folder>', 'option.dir', './lyceum'),
    serverName: text('--server-name <name>', 'option.server-name'),
    homeserverUrl: text('--homeserver-url <url>', 'option.homeserver-url', 'http://127.0.0.1:8008'),
    homeserverPublicUrl: text('--homeserver-public-url <url>', 'option.homeserver-public-url'),
    publicUrl: text('--public-url <url>', 'option.public-url'),
    port: port('--port <number>', 'option.port', '8080'),
    internalPort: port('--internal-port <number>', 'option.internal-port', '8090'),
    internalHost: text('--internal-host <address>', 'option.internal-host', '127.0.0.1'),
    appserviceUrl: text('--appservice-url <url>', 'option.appservice-url'),
    postgres: text('--postgres <url>', 'option.postgres'),
    postgresPasswordFile: text('--postgres-password-file <file>', 'option.postgres-password-file'),
    language: choice('--language <language>', 'option.language', ['ru', 'en']),
    timeZone: text('--time-zone <zone>', 'option.time-zone', 'Europe/Moscow'),
    synapseFolder: text(
      '--synapse-folder <folder>',
      'option.synapse-folder',
      '/etc/matrix-synapse',
    ),
    adminTokenFile: text('--admin-token-file <file>', 'option.admin-token-file'),
    sharedSecretFile: text('--shared-secret-file <file>', 'option.shared-secret-file'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: [
    'init',
    'init --dir /srv/lyceum --server-name school.example --public-url https://lyceum.school.example --homeserver-public-url https://matrix.school.example --yes',
    'init --dir /srv/lyceum --admin-token-file token.txt',
  ],
  async run(input) {
    const { initialise, makeBotAdministrator } = await import('../init/init.ts')
    const { adminTokenFile, sharedSecretFile } = input.options
    if (adminTokenFile === undefined && sharedSecretFile === undefined) {
      await initialise(input, input.options)
    } else await makeBotAdministrator(input, input.options)
    return exitCodes.done
  },
})
