/** Makes the bot an administrator of a homeserver that exists, with a right that is used once and kept nowhere. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '@lyceum/core/config/settings.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { hasErrcode } from '@lyceum/core/homeserver/errors.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import type { CommandInput } from '../command.ts'

export interface RightFiles {
  /** Holds the access token of a server administrator. */
  readonly adminTokenFile: string | undefined
  /** Holds the homeserver's registration_shared_secret. */
  readonly sharedSecretFile: string | undefined
}

/** May be repeated. Throws `homeserver-token` while the homeserver does not know us, `admin-right` where it refuses. */
export async function promoteBot(
  input: CommandInput<unknown>,
  config: Config,
  { adminTokenFile, sharedSecretFile }: RightFiles,
): Promise<UserId> {
  const right = await readRight(input, adminTokenFile ?? sharedSecretFile ?? '')
  const bot = {
    url: config.homeserver.url,
    serverName: config.serverName,
    asToken: config.secrets.asToken,
    botLocalpart: config.homeserver.bot,
  }
  // Whether the homeserver knows us is asked first, so that a refusal below is about the right alone.
  await connectSynapse(bot).whoAmI()
  try {
    return await bootstrapBot(
      adminTokenFile === undefined
        ? { ...bot, registrationSharedSecret: right }
        : { ...bot, adminToken: right },
    )
  } catch (error) {
    if (!hasErrcode(error, 'M_UNKNOWN_TOKEN') && !hasErrcode(error, 'M_FORBIDDEN')) throw error
    throw new LyceumError('admin-right', input.t('init.right-refused'), {
      hint: input.t('init.right-refused-hint'),
      cause: error,
    })
  }
}

async function readRight({ io, t }: CommandInput<unknown>, file: string): Promise<string> {
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch(() => '')
  if (text.trim() !== '') return text.trim()
  throw new LyceumError('usage', t('init.right-unreadable', { file }), {
    exitCode: exitCodes.usage,
  })
}
