import { describe, expect, test } from 'vitest'
import { userId } from '../../school/ids.ts'
import type { ContractSubject } from './subject.ts'
import { fresh, membership, newPerson, newRoom, outcome, stateEvent } from './sample.ts'

export function accountContract(connect: () => ContractSubject): void {
  describe('accounts', () => {
    test('a login is given once', async () => {
      const { homeserver } = connect()
      const localpart = fresh('person-')
      expect(await homeserver.register(localpart)).toBe('created')
      expect(await homeserver.register(localpart)).toBe('taken')
      const user = userId(`@${localpart}:${homeserver.serverName}`)
      expect(await homeserver.account(user)).toEqual({
        displayName: localpart,
        deactivated: false,
        locked: false,
        suspended: false,
      })
    })

    test('a login that Matrix cannot write is refused', async () => {
      const { homeserver } = connect()
      expect(await outcome(homeserver.register('Маша'))).toBe('M_INVALID_USERNAME')
      expect(await outcome(homeserver.register('Masha'))).toBe('M_INVALID_USERNAME')
    })

    test('nobody is made by mistake', async () => {
      const { homeserver } = connect()
      const nobody = userId(`@${fresh('nobody-')}:${homeserver.serverName}`)
      expect(await homeserver.account(nobody)).toBeUndefined()
      const setting = homeserver.setPassword(nobody, 'correct horse', { endSessions: false })
      expect(await outcome(setting)).toBe('M_NOT_FOUND')
      expect(await outcome(homeserver.setLocked(nobody, true))).toBe('M_NOT_FOUND')
      expect(await homeserver.account(nobody)).toBeUndefined()
    })

    test('a session is opened without a password, each with a device of its own', async () => {
      const { homeserver } = connect()
      const person = await newPerson(homeserver)
      const one = await homeserver.logIn(person, 'Web')
      const other = await homeserver.logIn(person, 'Web')
      expect(one.accessToken).not.toBe(other.accessToken)
      expect(one.deviceId).not.toBe(other.deviceId)
    })

    test('the appservice still acts for an account that is locked', async () => {
      const { homeserver } = connect()
      const person = await newPerson(homeserver)
      const room = await homeserver.createRoom(newRoom())
      await homeserver.invite(room, person)
      await homeserver.setLocked(person, true)
      await homeserver.setLocked(person, true)
      expect((await homeserver.account(person))?.locked).toBe(true)
      await homeserver.endSessions(person)
      await homeserver.join(room, person)
      expect(await membership(homeserver, room, person)).toBe('join')
      await homeserver.leave(room, person)
      expect(await membership(homeserver, room, person)).toBe('leave')
      await homeserver.setLocked(person, false)
      await homeserver.setLocked(person, false)
      expect((await homeserver.account(person))?.locked).toBe(false)
    })

    test('who is suspended can be invited and looked up, and neither joins nor is renamed until let go', async () => {
      const { homeserver } = connect()
      const person = await newPerson(homeserver)
      const room = await homeserver.createRoom(newRoom())
      await homeserver.setSuspended(person, true)
      await homeserver.setSuspended(person, true)
      expect((await homeserver.account(person))?.suspended).toBe(true)
      await homeserver.setPassword(person, 'three green tables', { endSessions: true })
      await homeserver.logIn(person, 'test')
      await homeserver.invite(room, person)
      expect(await outcome(homeserver.join(room, person))).toBe('M_USER_SUSPENDED')
      expect(await outcome(homeserver.setDisplayName(person, 'Ada'))).toBe('M_USER_SUSPENDED')
      await homeserver.setSuspended(person, false)
      await homeserver.setSuspended(person, false)
      await homeserver.setDisplayName(person, 'Ada')
      await homeserver.join(room, person)
      expect(await homeserver.account(person)).toMatchObject({
        displayName: 'Ada',
        suspended: false,
      })
    })

    test('an erased account is taken up again, with no room and no session of before', async () => {
      const { homeserver } = connect()
      const person = await newPerson(homeserver)
      const room = await homeserver.createRoom(newRoom())
      await homeserver.invite(room, person)
      await homeserver.join(room, person)
      await homeserver.logIn(person, 'before')
      await homeserver.eraseAccount(person)
      await expect.poll(() => membership(homeserver, room, person)).toBe('leave')
      const reactivating = () => outcome(homeserver.reactivate(person, 'three green tables'))
      // A Synapse just made builds in the background the index that this needs; until then it answers 500.
      await expect.poll(reactivating, { timeout: 60_000, interval: 1000 }).toBe('done')
      await homeserver.reactivate(person, 'three green tables')
      expect(await homeserver.account(person)).toMatchObject({ deactivated: false, locked: false })
      expect(await homeserver.sessionsOf(person)).toEqual([])
      await homeserver.setSuspended(person, true)
      await homeserver.setSuspended(person, false)
      await homeserver.setDisplayName(person, 'Grace')
      await homeserver.invite(room, person)
      await homeserver.join(room, person)
      const nobody = userId(`@${fresh('nobody-')}:${homeserver.serverName}`)
      expect(await outcome(homeserver.reactivate(nobody, 'three green tables'))).toBe('M_NOT_FOUND')
      expect(await outcome(homeserver.setSuspended(nobody, true))).toBe('M_NOT_FOUND')
    })

    test('a changed name comes into the rooms', async () => {
      const { homeserver } = connect()
      const person = await newPerson(homeserver)
      const room = await homeserver.createRoom(newRoom())
      await homeserver.invite(room, person)
      await homeserver.join(room, person)
      await homeserver.setDisplayName(person, 'Ada L.')
      expect((await homeserver.account(person))?.displayName).toBe('Ada L.')
      await expect
        .poll(async () => (await stateEvent(homeserver, room, 'm.room.member', person))?.content)
        .toMatchObject({ displayname: 'Ada L.' })
    })

    test('an OpenID token tells its person, an invented one nobody', async () => {
      const { homeserver, openIdToken } = connect()
      const person = await newPerson(homeserver)
      expect(await homeserver.openIdUser(await openIdToken(person))).toBe(person)
      expect(await homeserver.openIdUser('invented')).toBeUndefined()
      expect(await homeserver.openIdUser('')).toBeUndefined()
    })
  })

  describe('the server', () => {
    test('the bot is known and administers it', async () => {
      const { homeserver } = connect()
      expect(await homeserver.whoAmI()).toBe(homeserver.bot)
      expect(await homeserver.isAdmin()).toBe(true)
    })

    test('it tells its versions', async () => {
      const { spec, server } = await connect().homeserver.versions()
      expect(spec).toContain('v1.11')
      expect(server).toBeTypeOf('string')
    })
  })
}
