import { userId, type UserId } from '../../school/ids.ts'
import { refusal } from '../errors.ts'
import { isValidLocalpart } from '../localpart.ts'
import type { Accounts } from '../ports.ts'
import {
  addAccount,
  membershipOf,
  putMember,
  reading,
  writing,
  type FakeAccount,
  type World,
} from './world.ts'

/** Acting as somebody works for an account that exists, also when it is locked. */
export function mustBeKnown(world: World, user: UserId, operation: string): FakeAccount {
  const account = world.accounts.get(user)
  if (account === undefined) throw refusal(operation, 403, 'M_FORBIDDEN')
  return account
}

export function accounts(world: World): Accounts {
  return {
    async register(localpart) {
      const operation = 'create an account'
      return writing(world, () => {
        if (!isValidLocalpart(localpart, world.serverName)) {
          throw refusal(operation, 400, 'M_INVALID_USERNAME')
        }
        const user = userId(`@${localpart}:${world.serverName}`)
        if (world.accounts.has(user)) return 'taken'
        addAccount(world, user)
        return 'created'
      })
    },

    async setDisplayName(as, displayName) {
      await writing(world, () => {
        const operation = "set a person's name"
        const account = mustBeKnown(world, as, operation)
        if (account.suspended) throw refusal(operation, 403, 'M_USER_SUSPENDED')
        account.displayName = displayName
        for (const room of world.rooms.values()) {
          if (membershipOf(room, as) !== 'join') continue
          putMember(world, room, as, as, { membership: 'join', displayname: displayName })
        }
      })
    },

    async setPassword(user, password, { endSessions }) {
      await writing(world, () => {
        const account = accountOrRefuse(world, user, 'set a password')
        account.password = password
        if (endSessions) account.sessions.clear()
      })
    },

    async logIn(user, deviceName) {
      return writing(world, () => {
        const account = mustBeKnown(world, user, 'open a session')
        world.ids += 1
        const deviceId = `DEVICE${world.ids}`
        account.sessions.set(deviceId, deviceName)
        return { accessToken: `token-${world.ids}`, deviceId }
      })
    },

    async setLocked(user, locked) {
      await writing(world, () => {
        accountOrRefuse(world, user, locked ? 'lock an account' : 'unlock an account').locked =
          locked
      })
    },

    async setSuspended(user, suspended) {
      await writing(world, () => {
        const operation = suspended ? 'suspend an account' : 'let an account act again'
        accountOrRefuse(world, user, operation).suspended = suspended
      })
    },

    async reactivate(user, password) {
      await writing(world, () => {
        const account = accountOrRefuse(world, user, 'take up an erased account')
        account.deactivated = false
        account.password = password
      })
    },

    async endSessions(user) {
      await writing(world, () => {
        accountOrRefuse(world, user, "end a person's sessions").sessions.clear()
      })
    },

    async account(user) {
      return reading(world, () => {
        const account = world.accounts.get(user)
        if (account === undefined) return undefined
        const { displayName, deactivated, locked, suspended } = account
        return { displayName, deactivated, locked, suspended }
      })
    },

    async openIdUser(token) {
      return reading(world, () => world.openIdTokens.get(token))
    },
  }
}

function accountOrRefuse(world: World, user: UserId, operation: string): FakeAccount {
  const account = world.accounts.get(user)
  if (account === undefined) throw refusal(operation, 404, 'M_NOT_FOUND')
  return account
}
