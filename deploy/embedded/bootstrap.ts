/**
 * Makes the appservice's sender an account and a server administrator.
 *
 * Only an administrator makes administrators. Where there is none, the first one comes from the registration shared
 * secret: an account for this purpose, deactivated as soon as the bot has its right. Killed anywhere, the next run goes
 * on from there.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { connectJson, path, type JsonConnection } from '@lyceum/core/homeserver/http.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { localpartOf, userId, type UserId } from '@lyceum/core/school/ids.ts'
import { z } from 'zod'

interface BotOptions {
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  readonly botLocalpart: string
  /** What people see as the sender of the school's messages. */
  readonly botName?: string
}

/** Where the right comes from: the homeserver's own secret, or an administrator's access token, used once and kept nowhere. */
type RightSource = { readonly registrationSharedSecret: string } | { readonly adminToken: string }

export type BootstrapOptions = BotOptions & RightSource

const setupPrefix = 'lyceum-setup-'
/** Exactly as `registerSetupAccount` makes them: nobody else's account is closed, whatever its name begins with. */
const setupLocalpart = new RegExp(`^${setupPrefix}[0-9a-f]{8}$`)
const Anything = z.unknown()

/** May be repeated: two requests when there is nothing to do. */
export async function bootstrapBot(options: BootstrapOptions): Promise<UserId> {
  const homeserver = connectSynapse(options)
  const http = connectJson({ url: options.url, token: options.asToken })
  if (!(await homeserver.isAdmin())) {
    const registered = await homeserver.register(options.botLocalpart)
    if (registered === 'created') {
      await homeserver.setDisplayName(homeserver.bot, options.botName ?? 'Lyceum')
    }
    const { url } = options
    const token =
      'adminToken' in options ? options.adminToken : await registerSetupAccount(url, options)
    await makeAdministrator(url, token, homeserver.bot)
  }
  await deactivateSetupAccounts(http)
  return homeserver.bot
}

/** Gives the access token of a fresh administrator. */
async function registerSetupAccount(
  url: string,
  { registrationSharedSecret }: { readonly registrationSharedSecret: string },
): Promise<string> {
  const http = connectJson({ url, token: '' })
  const register = { path: '/_synapse/admin/v1/register', repeat: 'unsent' } as const
  const { nonce } = await http.send({
    ...register,
    operation: 'begin the set-up',
    method: 'GET',
    answer: z.object({ nonce: z.string() }),
  })
  const username = setupPrefix + randomBytes(4).toString('hex')
  const password = randomBytes(24).toString('base64url')
  const mac = createHmac('sha1', registrationSharedSecret)
    .update([nonce, username, password, 'admin'].join('\0'))
    .digest('hex')
  const { access_token: token } = await http.send({
    ...register,
    operation: 'create the set-up account',
    method: 'POST',
    body: { nonce, username, password, mac, admin: true },
    answer: z.object({ access_token: z.string() }),
  })
  return token
}

async function makeAdministrator(url: string, token: string, user: UserId): Promise<void> {
  await connectJson({ url, token }).send({
    operation: 'make the bot an administrator',
    method: 'PUT',
    path: path`/_synapse/admin/v1/users/${user}/admin`,
    body: { admin: true },
    repeat: 'safe',
    answer: Anything,
  })
}

/** Also those that a killed run left. Only administrators: a person's account is never one. */
async function deactivateSetupAccounts(http: JsonConnection): Promise<void> {
  const { users } = await http.send({
    operation: 'list the set-up accounts',
    method: 'GET',
    path: `/_synapse/admin/v2/users?name=${setupPrefix}&admins=true&deactivated=false&limit=100`,
    repeat: 'safe',
    answer: z.object({ users: z.array(z.object({ name: z.string().transform(userId) })) }),
  })
  for (const { name } of users.filter((user) => setupLocalpart.test(localpartOf(user.name)))) {
    await http.send({
      operation: 'close the set-up account',
      method: 'POST',
      path: path`/_synapse/admin/v1/deactivate/${name}`,
      body: { erase: true },
      repeat: 'safe',
      answer: Anything,
    })
  }
}
