import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitrarySchool } from '../testing/arbitrary-school.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { defaultBlueprint, type BlueprintSettings } from './blueprint-settings.ts'
import { blueprint, compareLabels } from './blueprint.ts'
import { chatId, classId, personId, type PersonId } from './ids.ts'
import type { Chat, School } from './people.ts'

const school = smallSchool()

function find(key: string, settings: BlueprintSettings = defaultBlueprint, of: School = school) {
  const room = blueprint(of, settings).find((one) => one.key.replaceAll('S1-', '') === key)
  if (room === undefined) throw new Error(`no ${key}`)
  return room
}

function kinds(settings: BlueprintSettings, of: School = school): readonly string[] {
  return blueprint(of, settings).map((room) => room.key.replaceAll('S1-', ''))
}

describe('the default blueprint', () => {
  it('gives a school seven rooms and each class four', () => {
    expect(kinds(defaultBlueprint)).toEqual([
      'school/S1/school',
      'school/S1/announcements',
      'school/S1/general',
      'school/S1/staff',
      'school/S1/administration',
      'school/S1/library',
      'school/S1/broadcasts',
      'class/S1/C1/class',
      'class/S1/C1/class-chat',
      'class/S1/C1/class-channel',
      'class/S1/C1/class-parents',
      'class/S1/C2/class',
      'class/S1/C2/class-chat',
      'class/S1/C2/class-channel',
      'class/S1/C2/class-parents',
    ])
  })

  it.each([
    ['school/S1/announcements', true, 'shared', 75],
    ['school/S1/general', true, 'shared', 0],
    ['school/S1/staff', false, 'joined', 0],
    ['school/S1/administration', false, 'joined', 0],
    ['school/S1/library', true, 'shared', 50],
    ['school/S1/broadcasts', true, 'shared', 75],
    ['class/S1/C1/class', false, 'shared', 100],
    ['class/S1/C1/class-chat', false, 'shared', 0],
    ['class/S1/C1/class-channel', true, 'shared', 50],
    ['class/S1/C1/class-parents', false, 'joined', 0],
  ])(
    'makes %s with restricted=%s, history %s and writing from %s',
    (key, restricted, history, level) => {
      expect(find(key)).toMatchObject({ restricted, history, eventsDefault: level })
    },
  )

  it('keeps parents out of every room of the school and of every other class', () => {
    const parent = parentId('S1', 1, 1)
    const rooms = blueprint(school, defaultBlueprint).filter((room) => room.members.has(parent))
    expect(rooms.map((room) => room.mark.kind)).toEqual(['class', 'class-channel', 'class-parents'])
    expect(new Set(rooms.map((room) => room.mark.class))).toEqual(new Set(['S1-C1']))
  })

  it('has the class teacher, and no other teacher, with the parents', () => {
    const { members } = find('class/S1/C1/class-parents')
    expect(members.get(teacherId('S1', 1))).toBe(60)
    expect(members.has(teacherId('S1', 2))).toBe(false)
    expect(members.has(pupilId('S1', 1, 1))).toBe(false)
  })

  it('lists administrators at 75 in the class channel and not at all in the class chat', () => {
    const administrator = personId('S1-A1')
    expect(find('class/S1/C1/class-channel').members.get(administrator)).toBe(75)
    expect(find('class/S1/C1/class-chat').members.has(administrator)).toBe(false)
  })

  it('has a committee only where somebody is named for it', () => {
    const named = { ...school, committee: [{ person: parentId('S1', 1, 1) }] }
    const room = find('school/S1/parent-committee', defaultBlueprint, named)
    expect([...room.members.keys()].toSorted()).toEqual(['S1-A1', 'S1-G1-1'])
    expect(room.restricted).toBe(false)
  })
})

describe('the switches of the settings', () => {
  it('bring parents into the channels of the school and close its chats to the space', () => {
    const settings = { ...defaultBlueprint, parentsInSchoolRooms: true }
    const parent = parentId('S1', 1, 1)
    const rooms = blueprint(school, settings).filter((room) => {
      return room.mark.class === undefined && room.members.has(parent)
    })
    expect(rooms.map((room) => room.mark.kind)).toEqual([
      'school',
      'announcements',
      'library',
      'broadcasts',
    ])
    expect(find('school/S1/general', settings).restricted).toBe(false)
  })

  it('put administrators into all class rooms or none', () => {
    const all = { ...defaultBlueprint, administratorsInClassRooms: 'all' as const }
    const none = { ...defaultBlueprint, administratorsInClassRooms: 'none' as const }
    const count = (settings: BlueprintSettings) => {
      return blueprint(school, settings).filter((room) => {
        return room.mark.class !== undefined && room.members.has(personId('S1-A1'))
      }).length
    }
    expect(count(all)).toBe(8)
    expect(count(none)).toBe(0)
  })

  it('add a teachers’ room a class and a chat a subject', () => {
    const settings = { ...defaultBlueprint, classTeachers: true, subjectChats: true }
    expect(kinds(settings)).toContain('class/S1/C1/class-teachers')
    const chat = find('class/S1/C1/subject-chat/алгебра', settings)
    expect([...chat.members.keys()].toSorted()).toEqual(['S1-P1-1', 'S1-P1-2', 'S1-T1'])
  })
})

describe('laws of the blueprint', () => {
  it('gives nobody a room that a join rule alone would not have kept others out of', () => {
    fc.assert(
      fc.property(arbitrarySchool(), fc.boolean(), (any, parents) => {
        const rooms = blueprint(any, { ...defaultBlueprint, parentsInSchoolRooms: parents })
        const byKey = new Map(rooms.map((room) => [room.key, room]))
        for (const room of rooms.filter((one) => one.restricted)) {
          const space = byKey.get(room.parent ?? room.key)
          for (const person of space?.members.keys() ?? [])
            expect(room.members.has(person)).toBe(true)
        }
      }),
    )
  })

  it('has everybody of a room in the space above it, parents of a committee excepted', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (any) => {
        const rooms = blueprint(any, defaultBlueprint)
        const byKey = new Map(rooms.map((room) => [room.key, room]))
        for (const room of rooms.filter(
          (one) => !one.space && one.mark.kind !== 'parent-committee',
        )) {
          const space = byKey.get(room.parent ?? room.key)
          for (const person of room.members.keys()) expect(space?.members.has(person)).toBe(true)
        }
      }),
    )
  })

  it('names every room once, and never by a label', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (any) => {
        const relabelled = {
          ...any,
          classes: any.classes.map((one) => ({ ...one, label: 'другой' })),
        }
        const keys = blueprint(any, defaultBlueprint).map((room) => room.key)
        expect(new Set(keys).size).toBe(keys.length)
        expect(new Set(blueprint(relabelled, defaultBlueprint).map((room) => room.key))).toEqual(
          new Set(keys),
        )
      }),
    )
  })
})

it('orders class labels by number, then by letter', () => {
  expect(['10А', '2Б', '2А', '11А', '1А'].toSorted(compareLabels)).toEqual([
    '1А',
    '2А',
    '2Б',
    '10А',
    '11А',
  ])
})

it('keeps the rooms of ids that hold slashes apart', () => {
  const classes = [classId('b/class'), classId('b')].map((id) => ({ id, label: '1А' }))
  const keys = blueprint({ ...school, classes }, defaultBlueprint).map((room) => room.key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.some((key) => key.includes('b%2Fclass'))).toBe(true)
})

describe('chats that people made', () => {
  const chat = (change: Partial<Chat>): Chat => ({
    id: chatId('H1'),
    name: 'Шахматы',
    members: ['teacher'],
    writers: [],
    openTo: ['pupil'],
    ...change,
  })
  const pupil = pupilId('S1', 1, 1)
  const withChat = (made: Chat, joined: readonly PersonId[] = []) => ({
    ...school,
    chats: [made],
    chatPlaces: joined.map((person) => ({ chat: made.id, person })),
  })
  const roomOf = (made: Chat, joined?: readonly PersonId[]) => {
    const rooms = blueprint(withChat(made, joined), defaultBlueprint)
    return rooms.find((room) => room.mark.kind === 'chat')
  }

  it('hold whom they name and who joined by choice, by invitation and never by being in the space', () => {
    const room = roomOf(chat({}), [pupil])
    expect(room?.restricted).toBe(false)
    expect([...(room?.members.keys() ?? [])].toSorted()).toEqual(
      [pupil, teacherId('S1', 1), teacherId('S1', 2)].toSorted(),
    )
  })

  it('give nothing to whom they are not open', () => {
    expect(roomOf(chat({ openTo: [] }), [pupil])?.members.has(pupil)).toBe(false)
    const class2 = chat({ class: classId('S1-C2'), members: [] })
    expect(roomOf(class2, [pupil])?.members.has(pupil)).toBe(false)
  })

  it('of a class stand in its space and hold its people only', () => {
    const room = roomOf(chat({ class: classId('S1-C1'), members: ['pupil', 'parent'] }))
    const people = [
      pupilId('S1', 1, 1),
      pupilId('S1', 1, 2),
      parentId('S1', 1, 1),
      parentId('S1', 1, 2),
    ]
    expect([...(room?.members.keys() ?? [])].toSorted()).toEqual(people.toSorted())
    expect(room?.parent).toBe('class/S1/S1-C1/class')
  })

  it('of the whole school hold no parents unless the school takes parents into its rooms', () => {
    const made = chat({ members: ['parent', 'teacher'] })
    const parent = parentId('S1', 1, 1)
    expect(roomOf(made)?.members.has(parent)).toBe(false)
    const settings = { ...defaultBlueprint, parentsInSchoolRooms: true }
    const rooms = blueprint(withChat(made), settings)
    expect(rooms.find((room) => room.mark.kind === 'chat')?.members.has(parent)).toBe(true)
  })

  it('where teachers write, pupils read', () => {
    expect(
      roomOf(chat({ members: ['pupil', 'teacher'], writers: ['teacher'] }))?.eventsDefault,
    ).toBe(50)
  })
})
