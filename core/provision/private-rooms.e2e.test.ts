import { beforeAll, expect, test } from 'vitest'
import type { Homeserver } from '../homeserver/ports.ts'
import type { PersonClient } from '../homeserver/testing.ts'
import { botPolicy } from './notices.ts'
import { openTalk } from './talk.ts'
import { classId, type RoomId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { apply, applyRoster, planRoster, type TestEngine } from '../testing/engine.ts'
import { enterAs, freshSchoolId, realEngine } from '../testing/real-engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'

const id = freshSchoolId()
const pupil = pupilId(id, 1, 1)
let engine: TestEngine<Homeserver>
let school: School
let clients: Record<
  'pupil' | 'friend' | 'parent' | 'otherParent' | 'teacher' | 'dismissed',
  PersonClient
>

beforeAll(async () => {
  engine = await realEngine()
  school = smallSchool({ id })
  await applyRoster(engine, school)
  const admit = (person: Parameters<typeof enterAs>[2]) => enterAs(engine, school.info.id, person)
  clients = {
    pupil: await admit(pupil),
    friend: await admit(pupilId(id, 1, 2)),
    parent: await admit(parentId(id, 1, 1)),
    otherParent: await admit(parentId(id, 1, 2)),
    teacher: await admit(teacherId(id, 1)),
    dismissed: await admit(teacherId(id, 2)),
  }
})

/** As a person's client makes it: who is invited joins, but for `waiting`. */
async function talk(
  by: PersonClient,
  others: readonly PersonClient[],
  waiting: readonly PersonClient[] = [],
): Promise<RoomId> {
  const { status, body } = await by.request('POST', '/_matrix/client/v3/createRoom', {
    preset: 'trusted_private_chat',
    is_direct: others.length === 1,
    invite: [...others, ...waiting].map((one) => one.userId),
  })
  expect(status).toBe(200)
  const room = body['room_id'] as RoomId
  for (const other of others) await engine.homeserver.join(room, other.userId)
  return room
}

async function present(room: RoomId) {
  return new Set((await engine.homeserver.privateRoom(room))?.members.keys())
}

async function change(edit: Partial<School>): Promise<void> {
  school = { ...school, ...edit }
  expect((await apply(engine, await planRoster(engine, school), true)).failures).toEqual([])
}

const ids = (...people: readonly PersonClient[]) => new Set(people.map((one) => one.userId))

test('On real Synapse, rooms that rested on a relation are left when it ends, creators too.', async () => {
  const { friend, parent, otherParent, teacher, dismissed } = clients
  const child = clients.pupil
  const family = await talk(parent, [child])
  const parents = await talk(otherParent, [parent])
  const invited = await talk(otherParent, [], [parent])
  const staff = await talk(dismissed, [teacher])
  const kept = await talk(child, [friend])
  // The room that the bot made for the parent, with the child asked in.
  const { bot } = engine.homeserver
  const bots = await openTalk(engine, botPolicy(engine), bot, parent.userId)
  if (bots.state !== 'opened') throw new Error(bots.state)
  const invite = `/_matrix/client/v3/rooms/${encodeURIComponent(bots.room)}/invite`
  const asked = await parent.request('POST', invite, { user_id: child.userId })
  expect(asked.status).toBe(200)
  await engine.homeserver.join(bots.room, child.userId)
  await change({
    places: school.places.map((one) => {
      return one.person === pupil ? { ...one, class: classId(`${id}-C2`) } : one
    }),
  })
  expect(await present(parents)).toEqual(ids(otherParent))
  expect(await present(invited)).toEqual(ids(otherParent))
  expect(await present(family)).toEqual(ids(parent, child))
  await change({
    guardianships: school.guardianships.filter(({ child: of }) => of !== pupil),
  })
  expect(await present(family)).toEqual(ids(child))
  expect(await present(bots.room)).toEqual(new Set([bot, child.userId]))
  const gone = teacherId(id, 2)
  await change({
    people: school.people.filter((one) => one.id !== gone),
    staff: school.staff.filter((one) => one.person !== gone),
    places: school.places.filter((one) => one.person !== gone),
  })
  expect(await present(staff)).toEqual(ids(teacher))
  expect(await present(kept)).toEqual(ids(child, friend))
})
