/**
 * What never happens, sentence by sentence, on a real Synapse. Written by hand: neither the policy table nor the product's
 * judging is read here, so a fault in the table shows. Each sentence is an attempt by an ordinary client, and the attempt must
 * not work. What ends, ends before the last sentences are tried.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { end } from '@lyceum/core/provision/ends.ts'
import { classId, type RoomId } from '@lyceum/core/school/ids.ts'
import { applyRoster } from '@lyceum/core/testing/engine.ts'
import { pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import {
  client,
  create,
  inRoom,
  invite,
  makeRoom,
  reaches,
  read,
  search,
  tells,
  worked,
} from './never/attempts.ts'
import { openings, ourRooms } from './never/opening.ts'
import { betweenTwo, throughAThird } from './never/reaching.ts'
import { otherSchool } from './never/reading.ts'
import {
  fatherId,
  here,
  school,
  secret,
  startScene,
  type Scene,
  type Sentence,
} from './never/scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await startScene()
})

afterAll(async () => {
  await scene.site.stop()
})

describe('the attempts themselves', () => {
  test('work where they may', async () => {
    expect(await reaches(scene.people.pupil, scene.people.classmate)).toBe(true)
    expect(await reaches(scene.people.mother, scene.people.pupil)).toBe(true)
    expect(await reaches(scene.people.region, scene.people.theirPupil)).toBe(true)
    expect(
      worked(await read(scene.people.theirPupil, scene.rooms.theirChat, 'messages?dir=b')),
    ).toBe(true)
    expect(await tells([search(scene.people.theirPupil, secret)], [secret])).toBe(true)
  })
})

const groups = [
  ['between two', betweenTwo],
  ['through a third person', throughAThird],
  ['opening what is closed', openings],
  ["with the school's rooms", ourRooms],
  ['in another school', otherSchool],
] as const

describe.each(groups)('%s', (_, sentences) => {
  test.each(sentences)('%s', async (_sentence, attempt) => {
    expect(await attempt(scene)).toBe(false)
  })
})

describe('after a relation has ended', () => {
  const before = 'said-before-plover-1'
  const after = 'said-after-curlew-2'
  let family: RoomId
  let lesson: RoomId
  let oldChat: RoomId

  /** What somebody gets of a room, by the way of a client that has not noticed. */
  const seen = async (by: PersonClient, room: RoomId) => {
    const { body } = await read(by, room, 'messages?dir=b&limit=100')
    return JSON.stringify([body, [...(await by.sync()).joined.entries()]])
  }

  beforeAll(async () => {
    const { pupil, father, mother, dismissed, mover } = scene.people
    oldChat = await scene.site.roomOf(here, 'S1-C2/class-chat')
    family = await makeRoom(father, pupil, mother)
    lesson = await makeRoom(dismissed, pupil)
    await pupil.sendMessage(family, before)
    await pupil.sendMessage(lesson, before)
    await mover.sendMessage(oldChat, before)
    const { engine } = scene.site.service
    const child = { kind: 'child', person: fatherId, child: pupilId('S1', 1, 1) } as const
    await end(engine, here, child, 'operator')
    await end(engine, here, { kind: 'person', person: teacherId('S1', 2) }, 'operator')
    const moved = school.places.map((place) => {
      return place.person === pupilId('S1', 2, 2) ? { ...place, class: classId('S1-C1') } : place
    })
    expect((await applyRoster(engine, { ...school, places: moved })).failures).toEqual([])
    expect(worked(await pupil.sendMessage(family, after))).toBe(true)
    expect(worked(await pupil.sendMessage(lesson, after))).toBe(true)
    await scene.site.admin.sendMessage(oldChat, after)
  })

  const sentences: readonly Sentence[] = [
    [
      'A former guardian never reads what the child says afterwards.',
      async () => (await seen(scene.people.father, family)).includes(after),
    ],
    [
      'A former guardian never says a word to the child.',
      async () => worked(await scene.people.father.sendMessage(family, 'Hello')),
    ],
    [
      'A former guardian never comes back, neither alone nor by the mother.',
      async () => {
        const alone = await inRoom(scene.people.father, family, 'join')
        const invited = await invite(scene.people.mother, family, scene.people.father)
        return worked(alone) || worked(invited) || reaches(scene.people.father, scene.people.pupil)
      },
    ],
    [
      'A dismissed teacher never reads, writes or signs in.',
      async () => {
        const { dismissed } = scene.people
        const answers = [
          dismissed.sendMessage(lesson, 'Hello'),
          read(dismissed, lesson, 'messages?dir=b'),
          dismissed.request('GET', client('v3/sync?timeout=0')),
          create(dismissed),
        ]
        return (await Promise.all(answers)).some(worked)
      },
    ],
    [
      'A pupil never invites the dismissed teacher again.',
      () => reaches(scene.people.pupil, scene.people.dismissed),
    ],
    [
      'A pupil who changed class never reads on in the old one, nor writes there.',
      async () => {
        const said = await scene.people.mover.sendMessage(oldChat, 'Hello')
        return worked(said) || (await seen(scene.people.mover, oldChat)).includes(after)
      },
    ],
    [
      'A pupil who changed class never goes back by oneself.',
      async () => worked(await inRoom(scene.people.mover, oldChat, 'join')),
    ],
    [
      "A mother whose child changed class never stays with the old class's parents.",
      async () => {
        const parents = await scene.site.roomOf(here, 'S1-C2/class-parents')
        return worked(await scene.people.parentOfOthers.sendMessage(parents, 'Hello'))
      },
    ],
  ]

  test.each(sentences)('%s', async (_sentence, attempt) => {
    expect(await attempt(scene)).toBe(false)
  })

  test('What was said up to the leaving is still read by who left.', async () => {
    expect(await seen(scene.people.father, family)).toContain(before)
    expect(await seen(scene.people.mover, oldChat)).toContain(before)
  })

  test('There are forty sentences and more.', () => {
    const all = [...groups.map(([, group]) => group), sentences].flat()
    expect(new Set(all.map(([sentence]) => sentence)).size).toBeGreaterThanOrEqual(40)
  })
})
