import { describe, expect, it } from 'vitest'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { acceptanceChanges, checkAcceptable, proposePerson, rightsToDecide } from './accepting.ts'
import { applyChanges } from './apply-changes.ts'
import type { Application } from './application.ts'
import { chatId, classId, personId, userId } from './ids.ts'
import type { School } from './people.ts'

const school = smallSchool()
const class1 = classId('S1-C1')
const class2 = classId('S1-C2')
const someone = personId('new')

function application(changes: Partial<Application>): Application {
  return {
    id: 'a1',
    kind: 'join',
    link: undefined,
    school: school.info.id,
    role: 'pupil',
    class: class1,
    classes: [],
    subjects: [],
    chat: undefined,
    name: { givenName: 'Пётр', familyName: 'Сёмин' },
    childName: undefined,
    child: undefined,
    user: userId('@petr:test'),
    madeAccount: true,
    person: undefined,
    state: 'waiting',
    createdAt: '2026-09-01T08:00:00.000Z',
    decidedAt: undefined,
    decidedBy: undefined,
    reason: undefined,
    isDone: false,
    ...changes,
  }
}

describe('accepting', () => {
  it('makes a new pupil a person with a place in the class', () => {
    const next = applyChanges(school, acceptanceChanges(application({}), school, someone))
    expect(next.people.at(-1)).toEqual({ id: someone, givenName: 'Пётр', familyName: 'Сёмин' })
    expect(next.places.at(-1)).toEqual({
      person: someone,
      class: class1,
      role: 'pupil',
      subjects: [],
    })
  })

  it('makes a teacher of several classes with several subjects', () => {
    const teacher = application({
      role: 'teacher',
      classes: [class2, class1],
      subjects: ['Art', 'Music'],
    })
    const changes = acceptanceChanges(teacher, school, someone)
    expect(changes.map((one) => one.kind)).toEqual([
      'add-person',
      'add-staff-place',
      'add-class-place',
      'add-class-place',
    ])
  })

  it('joins somebody of the roster to what is there and changes neither name nor place', () => {
    const pupil = pupilId('S1', 1, 1)
    expect(acceptanceChanges(application({}), school, pupil)).toEqual([])
    const parent = application({ role: 'parent', child: pupil })
    expect(acceptanceChanges(parent, school, parentId('S1', 1, 1))).toEqual([])
    const leader = application({ role: 'teacher', class: class1 })
    expect(acceptanceChanges(leader, school, teacherId('S1', 1))).toEqual([])
  })

  it('links a parent to the child that whoever decides has found', () => {
    const parent = application({ role: 'parent' })
    expect(checkAcceptable(parent, school)).toBe('child-missing')
    expect(checkAcceptable({ ...parent, child: teacherId('S1', 1) }, school)).toBe('child-unknown')
    const found = { ...parent, child: pupilId('S1', 2, 1) }
    expect(checkAcceptable(found, school)).toBeUndefined()
    expect(acceptanceChanges(found, school, someone).at(-1)).toEqual({
      kind: 'add-guardianship',
      guardianship: { guardian: someone, child: pupilId('S1', 2, 1) },
    })
  })

  it('is refused without a class, and for a class or chat that is gone', () => {
    expect(checkAcceptable(application({ class: undefined }), school)).toBe('class-missing')
    expect(checkAcceptable(application({ class: classId('S1-C9') }), school)).toBe('class-gone')
    expect(checkAcceptable(application({ kind: 'chat', chat: chatId('H1') }), school)).toBe(
      'chat-gone',
    )
  })
})

describe('who may decide', () => {
  const decides = (changes: Partial<Application>, of: School = school) =>
    rightsToDecide(application(changes), of).map(([action, target]) => [action, target.class])

  it('is named by role and class', () => {
    expect(decides({})).toEqual([['decide-pupil', class1]])
    expect(decides({ classes: [class2] })).toEqual([
      ['decide-pupil', class1],
      ['decide-pupil', class2],
    ])
    expect(decides({ role: 'teacher', classes: [class2] })).toEqual([['decide-staff', undefined]])
    expect(decides({ role: 'parent', class: undefined, child: pupilId('S1', 2, 1) })).toEqual([
      ['decide-parent', class2],
    ])
    expect(decides({ role: 'parent', class: undefined })).toEqual([['decide-parent', undefined]])
  })

  it('of an open chat is who leads its class', () => {
    const chat = {
      id: chatId('H1'),
      class: class2,
      name: 'x',
      members: [],
      writers: [],
      openTo: [],
    }
    const asks = { kind: 'chat', class: undefined, chat: chat.id } as const
    expect(decides(asks, { ...school, chats: [chat] })).toEqual([['decide-pupil', class2]])
  })
})

describe('who of the roster the applicant seems to be', () => {
  const renamed: School = {
    ...school,
    people: school.people.map((one) => {
      const is = one.id === pupilId('S1', 1, 1) || one.id === pupilId('S1', 2, 1)
      return is ? { ...one, givenName: 'Петр', familyName: 'СЕМИН' } : one
    }),
  }
  const nobody = () => false

  it('is the one of the same name, role and class who has not entered', () => {
    expect(proposePerson(application({}), renamed, nobody)).toBe(pupilId('S1', 1, 1))
    expect(proposePerson(application({}), renamed, () => true)).toBeUndefined()
    expect(proposePerson(application({ role: 'teacher' }), renamed, nobody)).toBeUndefined()
  })

  it('is nobody when two fit', () => {
    expect(proposePerson(application({ class: undefined }), renamed, nobody)).toBeUndefined()
  })
})
