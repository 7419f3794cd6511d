import { z } from 'zod'
import type { UserId } from '../../school/ids.ts'
import { hasErrcode, refusal } from '../errors.ts'
import { path, type JsonConnection } from '../http.ts'
import { isValidLocalpart } from '../localpart.ts'
import type { Account, Accounts } from '../ports.ts'
import { absentAsUndefined } from './room-reading.ts'

const Anything = z.unknown()

const Session = z.object({ access_token: z.string(), device_id: z.string() })

const AdminAccount = z.object({
  displayname: z.string().nullish(),
  deactivated: z.union([z.boolean(), z.number()]).nullish(),
  locked: z.union([z.boolean(), z.number()]).nullish(),
  suspended: z.union([z.boolean(), z.number()]).nullish(),
})

export function accounts(http: JsonConnection, serverName: string): Omit<Accounts, 'openIdUser'> {
  async function account(user: UserId): Promise<Account | undefined> {
    const answer = await absentAsUndefined(
      () =>
        http.send({
          operation: 'look up an account',
          method: 'GET',
          path: path`/_synapse/admin/v2/users/${user}`,
          repeat: 'safe',
          answer: AdminAccount,
        }),
      [404],
    )
    if (answer === undefined) return undefined
    return {
      displayName: answer.displayname ?? undefined,
      deactivated: Boolean(answer.deactivated),
      locked: Boolean(answer.locked),
      suspended: Boolean(answer.suspended),
    }
  }

  /** Synapse's call creates an account that does not exist, so ask first: a mistyped id must not become a person. */
  async function change(operation: string, user: UserId, body: object): Promise<void> {
    if ((await account(user)) === undefined) throw refusal(operation, 404, 'M_NOT_FOUND')
    await http.send({
      operation,
      method: 'PUT',
      path: path`/_synapse/admin/v2/users/${user}`,
      body,
      repeat: 'safe',
      answer: Anything,
    })
  }

  return {
    account,

    async register(localpart) {
      const operation = 'create an account'
      if (!isValidLocalpart(localpart, serverName)) {
        throw refusal(operation, 400, 'M_INVALID_USERNAME')
      }
      try {
        await http.send({
          operation,
          method: 'POST',
          path: '/_matrix/client/v3/register',
          body: {
            type: 'm.login.application_service',
            username: localpart,
            inhibit_login: true,
          },
          repeat: 'unsent',
          answer: Anything,
        })
        return 'created'
      } catch (error) {
        if (hasErrcode(error, 'M_USER_IN_USE')) return 'taken'
        throw error
      }
    },

    async setDisplayName(as, displayName) {
      await http.send({
        operation: "set a person's name",
        method: 'PUT',
        path: path`/_matrix/client/v3/profile/${as}/displayname`,
        as,
        body: { displayname: displayName },
        repeat: 'safe',
        answer: Anything,
      })
    },

    async setPassword(user, password, { endSessions }) {
      await change('set a password', user, { password, logout_devices: endSessions })
    },

    async setLocked(user, locked) {
      await change(locked ? 'lock an account' : 'unlock an account', user, { locked })
    },

    async setSuspended(user, suspended) {
      await http.send({
        operation: suspended ? 'suspend an account' : 'let an account act again',
        method: 'PUT',
        path: path`/_synapse/admin/v1/suspend/${user}`,
        body: { suspend: suspended },
        repeat: 'safe',
        answer: Anything,
      })
    },

    async reactivate(user, password) {
      await change('take up an erased account', user, { deactivated: false, password })
    },

    async logIn(user, deviceName) {
      const session = await http.send({
        operation: 'open a session',
        method: 'POST',
        path: '/_matrix/client/v3/login',
        body: {
          type: 'm.login.application_service',
          identifier: { type: 'm.id.user', user },
          initial_device_display_name: deviceName,
        },
        repeat: 'unsent',
        answer: Session,
      })
      return { accessToken: session.access_token, deviceId: session.device_id }
    },

    async endSessions(user) {
      await http.send({
        operation: "end a person's sessions",
        method: 'POST',
        path: '/_matrix/client/v3/logout/all',
        as: user,
        body: {},
        repeat: 'safe',
        answer: Anything,
      })
    },
  }
}
