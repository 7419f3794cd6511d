import { expect, test } from 'vitest'
import { standingsIn } from '../school/policy/standing.ts'
import { defaultPolicy } from '../school/policy/settings.ts'
import type { Policy } from '../school/policy/judge.ts'
import type { PersonId, UserId } from '../school/ids.ts'
import { applyRoster, fakeEngine, giveAccount } from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { openTalk } from './talk.ts'

async function start() {
  const engine = await fakeEngine()
  const school = smallSchool()
  await applyRoster(engine, school)
  const accounts = new Map<PersonId, UserId>()
  const people = {
    parent: parentId('S1', 1, 1),
    teacher: teacherId('S1', 1),
    otherPupil: pupilId('S1', 1, 2),
  }
  for (const person of Object.values(people)) {
    accounts.set(person, await giveAccount(engine, school.info.id, person))
  }
  const standings = standingsIn(school, accounts)
  const policy: Policy = {
    settings: defaultPolicy,
    bot: engine.homeserver.bot,
    standing(user) {
      const here = standings.get(user)
      return here && { user, schools: [here], region: false }
    },
  }
  const user = (person: PersonId) => accounts.get(person) as UserId
  return {
    engine,
    policy,
    parent: user(people.parent),
    teacher: user(people.teacher),
    otherPupil: user(people.otherPupil),
  }
}

test('a talk is a direct room of the two, for both, without the bot', async () => {
  const { engine, policy, parent, teacher } = await start()
  const { homeserver } = engine
  await homeserver.setAccountData(teacher, 'm.direct', { '@old:lyceum.test': ['!old'] })
  const opened = await openTalk(engine, policy, parent, teacher)
  expect(opened).toMatchObject({ state: 'opened', isNew: true })
  if (opened.state !== 'opened') return
  const members = await homeserver.membersAs(teacher, opened.room)
  expect(members).toEqual(
    new Map([
      [parent, 'join'],
      [teacher, 'join'],
    ]),
  )
  expect(await homeserver.accountData(parent, 'm.direct')).toEqual({ [teacher]: [opened.room] })
  expect(await homeserver.accountData(teacher, 'm.direct')).toEqual({
    '@old:lyceum.test': ['!old'],
    [parent]: [opened.room],
  })
})

test('asking again, from either side and at once, gives the same room', async () => {
  const { engine, policy, parent, teacher } = await start()
  const opened = await Promise.all([
    openTalk(engine, policy, parent, teacher),
    openTalk(engine, policy, teacher, parent),
    openTalk(engine, policy, parent, teacher),
  ])
  const rooms = new Set(opened.map((one) => (one.state === 'opened' ? one.room : one.state)))
  expect(rooms.size).toBe(1)
  expect(await engine.homeserver.joinedRooms(parent)).toEqual([...rooms])
})

test('who left comes back by asking into the same room; after both left there is a new one', async () => {
  const { engine, policy, parent, teacher } = await start()
  const { homeserver } = engine
  const first = await openTalk(engine, policy, parent, teacher)
  if (first.state !== 'opened') throw new Error(first.state)
  await homeserver.leave(first.room, parent)
  expect(await openTalk(engine, policy, parent, teacher)).toEqual({ ...first, isNew: false })
  expect(await homeserver.joinedRooms(parent)).toContain(first.room)
  await homeserver.leave(first.room, parent)
  await homeserver.leave(first.room, teacher)
  const second = await openTalk(engine, policy, parent, teacher)
  expect(second).toMatchObject({ state: 'opened', isNew: true })
  expect(second).not.toMatchObject({ room: first.room })
})

test('nobody is brought back against their will: who left, or banned the other, is only invited', async () => {
  const { engine, policy, parent, teacher } = await start()
  const { homeserver } = engine
  const first = await openTalk(engine, policy, parent, teacher)
  if (first.state !== 'opened') throw new Error(first.state)
  const seen = async (room: typeof first.room) =>
    (await homeserver.privateRoom(room))?.members.get(teacher)
  await homeserver.leave(first.room, teacher)
  for (const _ of [1, 2]) {
    expect(await openTalk(engine, policy, parent, teacher)).toEqual({ ...first, isNew: false })
    expect(await seen(first.room)).toBe('invite')
  }
  // The other one asks: that is a yes.
  await openTalk(engine, policy, teacher, parent)
  expect(await seen(first.room)).toBe('join')
  homeserver.drift.setMembership(first.room, parent, 'ban', { sender: teacher })
  const second = await openTalk(engine, policy, parent, teacher)
  if (second.state !== 'opened') throw new Error(second.state)
  expect(second.room).not.toBe(first.room)
  expect(await seen(second.room)).toBe('invite')
})

test('the bot brings everybody back, for whom it has something to say', async () => {
  const { engine, policy, parent } = await start()
  const { homeserver } = engine
  const first = await openTalk(engine, policy, homeserver.bot, parent)
  if (first.state !== 'opened') throw new Error(first.state)
  await homeserver.leave(first.room, parent)
  await openTalk(engine, policy, homeserver.bot, parent)
  expect(await homeserver.joinedRooms(parent)).toContain(first.room)
})

test('a room into which a third came, or in which the other is banned, is left for a new one', async () => {
  const { engine, policy, parent, teacher, otherPupil } = await start()
  const first = await openTalk(engine, policy, parent, teacher)
  if (first.state !== 'opened') throw new Error(first.state)
  engine.homeserver.drift.setMembership(first.room, otherPupil, 'invite', { sender: teacher })
  const second = await openTalk(engine, policy, parent, teacher)
  if (second.state !== 'opened') throw new Error(second.state)
  expect(second.room).not.toBe(first.room)
  engine.homeserver.drift.setMembership(second.room, parent, 'ban', { sender: teacher })
  const third = await openTalk(engine, policy, parent, teacher)
  expect(third).toMatchObject({ state: 'opened', isNew: true })
})

test('whoever may not be written to gets no room and no request is made', async () => {
  const { engine, policy, parent, otherPupil } = await start()
  const before = engine.homeserver.requests
  expect(await openTalk(engine, policy, parent, otherPupil)).toMatchObject({
    state: 'refused',
    verdict: { reason: 'no-rule' },
  })
  const nobody = '@nobody:lyceum.test' as UserId
  expect(await openTalk(engine, policy, parent, nobody)).toMatchObject({
    state: 'refused',
    verdict: { reason: 'not-of-a-school' },
  })
  expect(await openTalk(engine, policy, parent, parent)).toEqual({ state: 'oneself' })
  expect(engine.homeserver.requests).toBe(before)
})

test('a room whose making was interrupted is finished by the next who asks', async () => {
  const { engine, policy, parent, teacher } = await start()
  const room = await engine.homeserver.createDirectRoom(parent, teacher)
  await engine.store.talks.remember(teacher, parent, room)
  const opened = await openTalk(engine, policy, teacher, parent)
  expect(opened).toEqual({ state: 'opened', room, isNew: false })
  expect(await engine.homeserver.joinedRooms(teacher)).toContain(room)
})
