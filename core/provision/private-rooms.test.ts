import { beforeEach, describe, expect, test } from 'vitest'
import type { FakeHomeserver } from '../homeserver/fake.ts'
import { HomeserverError } from '../homeserver/errors.ts'
import { classId, schoolId, type PersonId, type RoomId, type UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { apply, fakeEngine, giveAccount, planRoster, type TestEngine } from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { enter } from './enter.ts'
import { botPolicy } from './notices.ts'
import { openTalk } from './talk.ts'

const [here, there] = [schoolId('S1'), schoolId('S2')]
const [teacher, otherTeacher] = [teacherId('S1', 1), teacherId('S1', 2)]
const [pupil, classmate, older] = [pupilId('S1', 1, 1), pupilId('S1', 1, 2), pupilId('S1', 2, 1)]
const [parent, classParent] = [parentId('S1', 1, 1), parentId('S1', 1, 2)]
const [farTeacher, farPupil, farParent] = [
  teacherId('S2', 1),
  pupilId('S2', 1, 1),
  parentId('S2', 1, 1),
]

let engine: TestEngine<FakeHomeserver>
let schools: Record<'S1' | 'S2', School>
let users: Map<PersonId, UserId>

/** What the schools are at first: teacher 1 also teaches in the other school, where parent 1-1 has a second child. */
beforeEach(async () => {
  engine = await fakeEngine()
  const far = smallSchool({ id: 'S2' })
  const shared = (id: PersonId) => smallSchool().people.filter((one) => one.id === id)
  schools = {
    S1: smallSchool(),
    S2: {
      ...far,
      people: [...far.people, ...shared(teacher), ...shared(parent)],
      staff: [...far.staff, { person: teacher, role: 'teacher', subjects: [] }],
      guardianships: [...far.guardianships, { guardian: parent, child: farPupil }],
    },
  }
  await store()
  users = new Map()
  for (const [school, people] of [
    [here, [teacher, otherTeacher, pupil, classmate, older, parent, classParent]],
    [there, [farTeacher, farPupil, farParent]],
  ] as const) {
    for (const person of people) {
      users.set(person, await giveAccount(engine, school, person))
      await (
        await enter(engine, person)
      ).complete
    }
  }
})

async function store() {
  for (const school of Object.values(schools)) {
    await apply(engine, await planRoster(engine, school), true)
  }
}

function userOf(person: PersonId): UserId {
  const user = users.get(person)
  if (user === undefined) throw new Error(`no account of ${person}`)
  return user
}

/** The first makes it; all others are joined, but for those in `invited`. */
async function roomOf(
  [first, ...others]: readonly [PersonId, ...PersonId[]],
  invited: readonly PersonId[] = [],
): Promise<RoomId> {
  const room = engine.homeserver.drift.createRoom(userOf(first))
  for (const person of others) {
    const how = invited.includes(person) ? 'invite' : 'join'
    engine.homeserver.drift.setMembership(room, userOf(person), how, { sender: userOf(first) })
  }
  return room
}

async function peopleIn(room: RoomId): Promise<readonly PersonId[]> {
  const members = (await engine.homeserver.privateRoom(room))?.members
  return [...users].filter(([, user]) => members?.has(user) === true).map(([person]) => person)
}

/** Changes school S1 (or another) as the next roster would, and applies. */
async function change(edit: (school: School) => Partial<School>, id: 'S1' | 'S2' = 'S1') {
  schools[id] = { ...schools[id], ...edit(schools[id]) }
  return apply(engine, await planRoster(engine, schools[id]), true)
}

const withoutRelation = (guardian: PersonId, child: PersonId) => (school: School) => ({
  guardianships: school.guardianships.filter((one) => {
    return one.guardian !== guardian || one.child !== child
  }),
})

const without = (person: PersonId) => (school: School) => ({
  people: school.people.filter((one) => one.id !== person),
  staff: school.staff.filter((one) => one.person !== person),
  places: school.places.filter((one) => one.person !== person),
  guardianships: school.guardianships.filter(({ guardian, child }) => {
    return guardian !== person && child !== person
  }),
})

const moved = (person: PersonId, cls: string) => (school: School) => ({
  places: school.places.map((one) => {
    return one.person === person ? { ...one, class: classId(cls) } : one
  }),
})

describe('when a relation ends, the private rooms that rested on it are left', () => {
  test('1. a guardian is guardian no more: the room with the child is left by the adult', async () => {
    const room = await roomOf([parent, pupil])
    await change(withoutRelation(parent, pupil))
    expect(await peopleIn(room)).toEqual([pupil])
  })

  test('1b. also where they wrote to each other in the room that the bot had made for one of them', async () => {
    const { bot, drift } = engine.homeserver
    const talk = await openTalk(engine, botPolicy(engine), bot, userOf(parent))
    if (talk.state !== 'opened') throw new Error(talk.state)
    drift.setMembership(talk.room, userOf(pupil), 'join', { sender: userOf(parent) })
    await engine.homeserver.leave(talk.room, bot)
    await change(withoutRelation(parent, pupil))
    expect(await peopleIn(talk.room)).toEqual([pupil])
  })

  test('2. a child moves to another class: the parent leaves the room of two parents', async () => {
    const room = await roomOf([classParent, parent])
    await change(moved(pupil, 'S1-C2'))
    expect(await peopleIn(room)).toEqual([classParent])
  })

  test('3. a child moves: the parent leaves the group of the old class’s parents, which goes on', async () => {
    const room = await roomOf([classParent, parent, teacher])
    await change(moved(pupil, 'S1-C2'))
    expect(await peopleIn(room)).toEqual([teacher, classParent])
  })

  test('4. a pupil leaves the school: the room with a friend is left', async () => {
    const room = await roomOf([classmate, pupil])
    await change(without(pupil))
    expect(await peopleIn(room)).toEqual([classmate])
  })

  test('5. a teacher is dismissed: rooms with pupils and with colleagues are left', async () => {
    const rooms = [await roomOf([otherTeacher, older]), await roomOf([teacher, otherTeacher])]
    await change(without(otherTeacher))
    expect(await Promise.all(rooms.map(peopleIn))).toEqual([[older], [teacher]])
  })

  test('6. a teacher of two schools leaves one: that one’s rooms are left, the other’s stay', async () => {
    const [near, far] = [await roomOf([teacher, pupil]), await roomOf([teacher, farPupil])]
    await change(without(teacher))
    expect(await peopleIn(near)).toEqual([pupil])
    expect(await peopleIn(far)).toEqual([teacher, farPupil])
  })

  test('7. a parent of children in two schools loses one: rooms with its teachers are left', async () => {
    const [near, far] = [await roomOf([parent, otherTeacher]), await roomOf([parent, farTeacher])]
    await change(withoutRelation(parent, farPupil), 'S2')
    expect(await peopleIn(near)).toEqual([otherTeacher, parent])
    expect(await peopleIn(far)).toEqual([farTeacher])
  })

  test('8. an invitation that waits is declined', async () => {
    const room = await roomOf([classParent, parent], [parent])
    await change(moved(pupil, 'S1-C2'))
    expect(await peopleIn(room)).toEqual([classParent])
    const state = engine.homeserver.membershipsOf(userOf(parent))
    expect((await state).has(room)).toBe(false)
  })

  test('9. of a room of child, parent and teacher only the former parent goes', async () => {
    const room = await roomOf([parent, pupil, teacher])
    await change(withoutRelation(parent, pupil))
    expect(await peopleIn(room)).toEqual([teacher, pupil])
  })

  test('10. a teacher’s last place becomes that of a parent: rooms with other children are left', async () => {
    await change((school) => ({
      guardianships: [...school.guardianships, { guardian: otherTeacher, child: pupil }],
    }))
    const [own, strange] = [
      await roomOf([otherTeacher, pupil]),
      await roomOf([otherTeacher, older]),
    ]
    await change((school) => ({
      staff: school.staff.filter((one) => one.person !== otherTeacher),
      places: school.places.filter((one) => one.person !== otherTeacher),
    }))
    expect(await peopleIn(own)).toEqual([otherTeacher, pupil])
    expect(await peopleIn(strange)).toEqual([older])
  })

  test('11. of two children one leaves: the room of that class’s parents is left, the other’s stays', async () => {
    await change((school) => ({
      guardianships: [...school.guardianships, { guardian: parent, child: older }],
    }))
    const otherParent = parentId('S1', 2, 1)
    users.set(otherParent, await giveAccount(engine, here, otherParent))
    const [first, second] = [
      await roomOf([classParent, parent]),
      await roomOf([otherParent, parent]),
    ]
    await change(withoutRelation(parent, pupil))
    expect(await peopleIn(first)).toEqual([classParent])
    expect(await peopleIn(second)).toEqual([parent, otherParent])
  })

  test('12. a child goes over to another school: the parent’s room with the old teacher is left', async () => {
    const room = await roomOf([otherTeacher, parent, pupil])
    await change(without(pupil))
    expect(await peopleIn(room)).toEqual([otherTeacher])
  })
})

describe('what does not end stays', () => {
  test('rooms of people whose relation goes on are not touched, and nobody is asked about', async () => {
    const rooms = [
      await roomOf([teacher, pupil]),
      await roomOf([parent, pupil]),
      await roomOf([pupil, older]),
    ]
    const before = await Promise.all(rooms.map(peopleIn))
    await change(moved(pupil, 'S1-C2'))
    expect(await Promise.all(rooms.map(peopleIn))).toEqual(before)
    expect(await engine.store.standingChecks.waiting(here)).toEqual([])
  })

  test('a gain asks for no look at anybody’s rooms', async () => {
    await change((school) => ({
      guardianships: [...school.guardianships, { guardian: classParent, child: older }],
    }))
    expect(await engine.store.standingChecks.waiting(here)).toEqual([])
  })

  test('the school’s own rooms are left to the blueprint', async () => {
    const ids = await engine.store.rooms.ofSchool(here)
    const committee = [...ids].find(([key]) => key.includes('C1/class-parents'))?.[1] as RoomId
    await change(withoutRelation(parent, farPupil), 'S2')
    expect((await engine.homeserver.privateRoom(committee))?.members.has(userOf(parent))).toBe(true)
  })
})

test('a room that could not be left is told as a failure, and the next apply leaves it', async () => {
  const room = await roomOf([parent, pupil])
  let isDown = false
  const { homeserver } = engine
  const leave = homeserver.leave.bind(homeserver)
  homeserver.leave = async (...args) => {
    if (isDown && args[0] === room) throw new HomeserverError('down', 'down', { status: 500 })
    await leave(...args)
  }
  isDown = true
  const result = await change(withoutRelation(parent, pupil))
  expect(result.failures.map(({ action }) => action.kind)).toEqual(['remove-private-memberships'])
  expect(await peopleIn(room)).toEqual([pupil, parent])
  isDown = false
  const again = await change(() => ({}))
  expect(again).toMatchObject({ counts: { 'remove-private-memberships': 1 }, failures: [] })
  expect(await peopleIn(room)).toEqual([pupil])
})
