import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { diffSchool } from '@lyceum/core/school/diff-school.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import { apply, giveAccount, planRoster } from '@lyceum/core/testing/engine.ts'
import { pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestSite, type Answer, type TestSite } from '../testing/site.ts'
import { endSessionsByEvents } from './end-sessions.ts'

let site: TestSite
let pupil: UserId
let classChat: RoomId
let otherChat: RoomId

beforeEach(async () => {
  site = await startTestSite()
  pupil = await giveAccount(site.engine, site.school.info.id, site.pupil)
  await (
    await enter(site.engine, site.pupil)
  ).complete
  const rooms = await site.engine.store.rooms.ofSchool(site.school.info.id)
  const room = (ending: string) => [...rooms].find(([key]) => key.endsWith(ending))?.[1] as RoomId
  classChat = room('S1-C1/class-chat')
  otherChat = room('S1-C2/class-chat')
})

async function exchange(user: UserId, more: object = {}, address?: string): Promise<Answer> {
  const openid = {
    access_token: site.engine.homeserver.issueOpenIdToken(user),
    matrix_server_name: 'lyceum.test',
  }
  const body = { openid, ...more }
  return site.ask('POST', '/api/v1/session', { body, ...(address && { address }) })
}

async function sessionOf(user: UserId, room?: RoomId): Promise<string> {
  const { status, body } = await exchange(user, room === undefined ? {} : { room_id: room })
  expect([status, body.user_id]).toEqual([200, user])
  return body.session
}

const statusOf = async (session: string) =>
  (await site.ask('GET', '/api/v1/me', { session })).status

describe('a session', () => {
  test('is given for a token of our homeserver, and says who one is', async () => {
    const { status, body, headers } = await exchange(pupil)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      session: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      user_id: pupil,
      roles: [
        { role: 'pupil', school: 'S1', school_name: 'Школа S1', class: 'S1-C1', class_name: '1А' },
      ],
    })
    expect(headers['cache-control']).toBe('no-store')
    const days = (Date.parse(body.expires_at) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(30)
    const me = await site.ask('GET', '/api/v1/me', { session: body.session })
    expect(me.body).toMatchObject({
      user_id: pupil,
      persons: [{ id: site.pupil, name: 'Фамилия-S1-P1-1 Имя-S1-P1-1', school: 'S1' }],
      language: 'ru',
    })
  })

  test('is not in the database, and neither it nor the token in a log', async () => {
    const openid = {
      access_token: site.engine.homeserver.issueOpenIdToken(pupil),
      matrix_server_name: 'lyceum.test',
    }
    const { body } = await site.ask('POST', '/api/v1/session', { body: { openid } })
    expect(await site.engine.store.sessions.find(body.session)).toBeUndefined()
    expect(site.logLines.join('')).not.toContain(body.session)
    expect(site.logLines.join('')).not.toContain(openid.access_token)
  })

  test('ends by signing out, and only that one', async () => {
    const [one, other] = [await sessionOf(pupil), await sessionOf(pupil)]
    expect((await site.ask('DELETE', '/api/v1/session', { session: one })).status).toBe(204)
    expect(await statusOf(one)).toBe(401)
    expect(await statusOf(other)).toBe(200)
    expect((await site.ask('DELETE', '/api/v1/session', { session: one })).status).toBe(401)
  })

  test('ends after thirty days', async () => {
    const session = await sessionOf(pupil)
    site.pass(30 * 86_400 - 60)
    expect(await statusOf(session)).toBe(200)
    site.pass(61)
    expect(await statusOf(session)).toBe(401)
  })

  test('leads to what exists; without it nothing does', async () => {
    const session = await sessionOf(pupil)
    expect((await site.ask('GET', '/api/v1/no-such-thing', { session })).status).toBe(404)
    for (const path of ['/api/v1/no-such-thing', '/api/v1/me', '/api/v1/me/contacts', '/api/x']) {
      for (const wrong of [undefined, 'x', 'A'.repeat(43), `${session}A`, session.slice(1)]) {
        const answer = await site.ask('GET', path, wrong === undefined ? {} : { session: wrong })
        expect(answer.status).toBe(401)
        expect(answer.headers['www-authenticate']).toBe('Bearer')
      }
    }
  })
})

describe('whoever is not of the school', () => {
  test('gets none', async () => {
    await site.engine.homeserver.register('stranger')
    const { status, body } = await exchange('@stranger:lyceum.test' as UserId)
    expect([status, body.type]).toEqual([403, 'urn:lyceum:problem:not-of-school'])
    const bot = await exchange(site.engine.homeserver.bot)
    expect(bot.status).toBe(401)
  })

  test('loses it with the last role, at the next request', async () => {
    const session = await sessionOf(pupil)
    const stored = await site.engine.store.schools.load(site.school.info.id)
    const roster = {
      ...site.school,
      people: site.school.people.filter(({ id }) => id !== site.pupil),
      places: site.school.places.filter(({ person }) => person !== site.pupil),
      guardianships: site.school.guardianships.filter(({ child }) => child !== site.pupil),
    }
    const changes = diffSchool({ stored, roster, archived: [] })
    await site.engine.store.schools.change(
      site.school.info.id,
      'roster',
      changes,
      new Date().toISOString(),
    )
    expect(await statusOf(session)).toBe(401)
  })

  test('has all of them ended by the apply that ends the account', async () => {
    const hashes = vi.spyOn(site.engine.store.sessions, 'open')
    await sessionOf(pupil)
    await sessionOf(pupil, classChat)
    const roster = {
      ...site.school,
      people: site.school.people.filter(({ id }) => id !== site.pupil),
      places: site.school.places.filter(({ person }) => person !== site.pupil),
      guardianships: site.school.guardianships.filter(({ child }) => child !== site.pupil),
    }
    await apply(site.engine, await planRoster(site.engine, roster), true)
    for (const [hash] of hashes.mock.calls) {
      expect(await site.engine.store.sessions.find(hash)).toBeUndefined()
    }
    expect(hashes).toHaveBeenCalledTimes(2)
  })
})

describe('a session of a room', () => {
  test('is for whom the school gives the room and who is in it', async () => {
    await sessionOf(pupil, classChat)
    for (const room of [otherChat, '!unknown' as RoomId]) {
      const { status, body } = await exchange(pupil, { room_id: room })
      expect([status, body.type]).toEqual([403, 'urn:lyceum:problem:not-of-room'])
    }
    await site.engine.homeserver.leave(classChat, pupil)
    expect((await exchange(pupil, { room_id: classChat })).status).toBe(403)
  })

  test('ends after half an hour without use, and after eight hours of use', async () => {
    const [idle, used] = [await sessionOf(pupil, classChat), await sessionOf(pupil, classChat)]
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      site.pass(20 * 60)
      expect(await statusOf(used)).toBe(200)
    }
    expect(await statusOf(idle)).toBe(401)
    site.pass(21 * 60)
    expect(await statusOf(used)).toBe(401)
  })

  test('ends when the person leaves or is removed, and others stay', async () => {
    const handler = endSessionsByEvents(site.engine.store.sessions)
    const [bound, alone] = [await sessionOf(pupil, classChat), await sessionOf(pupil)]
    for (const membership of ['join', 'invite', 'leave', 'ban', 'knock']) {
      const event = {
        event_id: '$e',
        room_id: classChat,
        type: 'm.room.member',
        state_key: pupil,
        sender: pupil,
        content: { membership, displayname: 'A name' },
        origin_server_ts: 0,
      }
      const kept = handler.keep(event, undefined)
      const isKept = membership !== 'join' && membership !== 'invite'
      expect(kept).toEqual(isKept ? { membership } : undefined)
    }
    await handler.handle(eventOf('m.room.member', pupil, { membership: 'leave' }), undefined)
    expect(await statusOf(bound)).toBe(401)
    expect(await statusOf(alone)).toBe(200)
  })

  test('ends when the person has less power than when it was opened', async () => {
    const handler = endSessionsByEvents(site.engine.store.sessions)
    const person = teacherId('S1', 1)
    const teacher = await giveAccount(site.engine, site.school.info.id, person)
    await (
      await enter(site.engine, person)
    ).complete
    const sessions = [await sessionOf(teacher, classChat), await sessionOf(pupil, classChat)]
    const levels = (level: number) =>
      eventOf('m.room.power_levels', '', { users: { [teacher]: level }, users_default: 0 })
    await handler.handle(levels(60), undefined)
    expect(await Promise.all(sessions.map(statusOf))).toEqual([200, 200])
    await handler.handle(levels(50), undefined)
    expect(await Promise.all(sessions.map(statusOf))).toEqual([401, 200])
  })

  test('ends by the facts alone when the pupil is moved to another class or the teacher demoted', async () => {
    const person = teacherId('S1', 1)
    const teacher = await giveAccount(site.engine, site.school.info.id, person)
    await (
      await enter(site.engine, person)
    ).complete
    const sessions = [await sessionOf(teacher, classChat), await sessionOf(pupil, classChat)]
    const stored = await site.engine.store.schools.load(site.school.info.id)
    const roster = {
      ...site.school,
      places: site.school.places.map((place) => {
        if (place.person === site.pupil) return { ...place, class: site.school.classes[1]!.id }
        const leads = place.person === person && place.role === 'class-teacher'
        return leads ? { ...place, role: 'teacher' as const } : place
      }),
    }
    const changes = diffSchool({ stored, roster, archived: [] })
    await site.engine.store.schools.change(
      site.school.info.id,
      'roster',
      changes,
      new Date().toISOString(),
    )
    expect(await Promise.all(sessions.map(statusOf))).toEqual([401, 401])
  })
})

function eventOf(type: string, stateKey: string, content: Record<string, unknown>) {
  return { id: '$e', room: classChat, type, stateKey, sender: pupil, content, sentAt: 0 }
}

describe('exchanging', () => {
  test('is stopped for a person after ten a minute', async () => {
    for (let n = 0; n < 10; n++) await sessionOf(pupil)
    const { status, headers } = await exchange(pupil)
    expect(status).toBe(429)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
    site.pass(61)
    await sessionOf(pupil)
  })

  test('is stopped for an address after thirty wrong tokens a minute, and for no other', async () => {
    const openid = { access_token: 'invented', matrix_server_name: 'lyceum.test' }
    const ask = (address: string) =>
      site.ask('POST', '/api/v1/session', { body: { openid }, address })
    for (let n = 0; n < 30; n++) expect((await ask('192.0.2.7')).status).toBe(401)
    const before = site.engine.homeserver.requests
    expect((await ask('192.0.2.7')).status).toBe(429)
    expect((await exchange(pupil, {}, '192.0.2.7')).status).toBe(429)
    expect(site.engine.homeserver.requests).toBe(before)
    expect((await exchange(pupil, {}, '192.0.2.8')).status).toBe(200)
  })

  test('works for two classes behind one address at once', async () => {
    const big = await startTestSite({ classes: 2, pupilsPerClass: 30 })
    site = big
    const pupils = [1, 2].flatMap((cls) =>
      Array.from({ length: 30 }, (_, n) => pupilId('S1', cls, n + 1)),
    )
    const users: UserId[] = []
    for (const person of pupils)
      users.push(await giveAccount(big.engine, big.school.info.id, person))
    const answers = await Promise.all(users.map((user) => exchange(user)))
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  })
})
