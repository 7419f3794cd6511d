import { beforeEach, describe, expect, test } from 'vitest'
import type { FakeHomeserver } from '../homeserver/fake.ts'
import type { Role } from '../school/people.ts'
import { classId, type ClassId } from '../school/ids.ts'
import { applyRoster, fakeEngine, type TestEngine } from '../testing/engine.ts'
import { smallSchool } from '../testing/small-school.ts'
import { announce, type Announced, type Announcement } from './announce.ts'

const school = smallSchool({ classes: 3 })
const one = classId('S1-C1')
const two = classId('S1-C2')

let engine: TestEngine<FakeHomeserver>
beforeEach(async () => {
  engine = await fakeEngine()
  await applyRoster(engine, school)
})

function said(
  roles: readonly Role[] = [],
  classes: readonly ClassId[] = [],
  more: Partial<Announcement> = {},
): Promise<Announced> {
  return announce(engine, {
    target: { school: school.info.id, classes, roles },
    text: 'Завтра <b>нет</b> занятий\nи кружков',
    signature: { name: 'Анна Петрова', role: 'administrator' },
    actor: 'operator',
    ...more,
  })
}

const keysOf = ({ rooms }: Announced) => rooms.map(({ key }) => key.replace(/^\w+\/S1\//, ''))

describe('the rooms of an announcement', () => {
  const channels = ['S1-C1/class-channel', 'S1-C2/class-channel', 'S1-C3/class-channel']

  test.each<[string, Role[], ClassId[], string[]]>([
    ['everybody', [], [], ['announcements', ...channels]],
    ['pupils', ['pupil'], [], ['announcements']],
    ['teachers', ['teacher'], [], ['staff']],
    ['administrators', ['administrator'], [], ['administration']],
    ['teachers and administrators', ['administrator', 'teacher'], [], ['staff']],
    ['teachers and pupils', ['teacher', 'pupil'], [], ['announcements']],
    ['parents', ['parent'], [], channels],
    ['a class', [], [one], ['S1-C1/class-channel']],
    ['parents of two classes', ['parent'], [one, two, one], channels.slice(0, 2)],
    ['the teachers of a class', ['teacher'], [two], ['S1-C2/class-channel']],
  ])('for %s', async (_, roles, classes, keys) => {
    const announced = await said(roles, classes)
    expect(keysOf(announced)).toEqual(keys)
    expect(engine.homeserver.sent.map(({ room }) => room)).toEqual(
      announced.rooms.map(({ id }) => id),
    )
  })

  test('say whom they reach, also beyond those who are meant', async () => {
    const { rooms } = await said(['parent'], [one])
    expect(rooms[0]?.reaches).toEqual(['administrator', 'teacher', 'pupil', 'parent'])
    expect((await said(['teacher'])).rooms[0]?.reaches).toEqual(['administrator', 'teacher'])
  })
})

describe('what is said', () => {
  test('carries the text, escaped where it is formatted, and who says it', async () => {
    await said(['teacher'])
    expect(engine.homeserver.sent[0]?.content).toMatchObject({
      msgtype: 'm.text',
      body: 'Завтра <b>нет</b> занятий\nи кружков\n\n— Анна Петрова, администратор',
      formatted_body:
        'Завтра &lt;b&gt;нет&lt;/b&gt; занятий<br>и кружков<br><br><em>— Анна Петрова, администратор</em>',
      'm.mentions': {},
    })
  })

  test('stands once however often it is said, also after a run that was cut short', async () => {
    engine.homeserver.onWrite = (n, moment) => {
      if (moment === 'before' && n === engine.homeserver.writes && failing-- === 0) {
        throw new Error('cut short')
      }
    }
    let failing = 2
    await expect(said()).rejects.toThrow('cut short')
    engine.homeserver.onWrite = undefined
    const again = await said()
    expect(engine.homeserver.sent).toHaveLength(again.rooms.length)
    expect((await said()).rooms.every(({ isNew }) => !isNew)).toBe(true)
    expect(engine.homeserver.sent).toHaveLength(4)
    await said([], [], { text: 'Something else' })
    expect(engine.homeserver.sent).toHaveLength(8)
  })

  test('is in the journal without a word of it', async () => {
    const { id } = await said(['teacher'])
    const [entry] = await engine.store.journal.recent(1)
    expect(entry).toMatchObject({ action: 'announced', details: { announcement: id, rooms: 1 } })
    expect(JSON.stringify(entry)).not.toMatch(/занятий|Анна/)
  })

  test.each([
    ['an unknown class', { classes: [classId('S9-C1')] }, 'unknown-class'],
    ['an unknown school', { school: 'S9' as never }, 'unknown-school'],
  ])('is not said to %s', async (_, change, code) => {
    const target = { school: school.info.id, classes: [], roles: [], ...change }
    await expect(said([], [], { target })).rejects.toMatchObject({ code })
    expect(engine.homeserver.sent).toEqual([])
  })

  test('is not said without a text, and not where somebody meant would not read it', async () => {
    await expect(said([], [], { text: ' \n' })).rejects.toMatchObject({ code: 'announcement-text' })
    const none = { ...engine, blueprint: { ...engine.blueprint, classRooms: [] } }
    const announcing = announce(none, {
      target: { school: school.info.id, classes: [], roles: ['parent'] },
      text: 'x',
      signature: { name: undefined, role: undefined },
      actor: 'operator',
    })
    await expect(announcing).rejects.toMatchObject({ code: 'nobody-reached' })
    expect(engine.homeserver.sent).toEqual([])
  })
})
