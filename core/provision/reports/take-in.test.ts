import { beforeEach, describe, expect, test } from 'vitest'
import { parentId } from '../../testing/small-school.ts'
import { giveAccount } from '../../testing/engine.ts'
import { enter } from '../enter.ts'
import { readReports } from './read-reports.ts'
import { submitReport } from './take-in.ts'
import { reportSetting, school, type ReportSetting } from '../../testing/reports.ts'

let setting: ReportSetting
beforeEach(async () => {
  setting = await reportSetting()
})

const report = (reporter: ReportSetting['people']['pupil'], room: string, event: string) =>
  submitReport(setting.context, { reporter, room: setting.roomOf(room), event, reason: 'обидно' })

describe('a reported message', () => {
  test('of a class is told to its class teacher and the administrators, as it stands', async () => {
    const { people, roomOf, say, told } = setting
    const event = say(roomOf('C1/class-chat'), people.other, 'злое слово')
    expect((await report(people.pupil, 'C1/class-chat', event)).state).toBe('submitted')
    for (const place of [people.teacher, roomOf('administration')]) {
      const [notice, ...others] = await told(place)
      expect(others).toEqual([])
      expect(notice).toContain('«злое слово»')
      expect(notice).toContain('Фамилия-S1-P1-2')
      expect(notice).toContain('Общий - 1А')
      expect(notice).toContain('обидно')
      expect(notice).toContain(encodeURIComponent(event))
    }
    expect(await told(people.otherTeacher)).toEqual([])
    expect(await told(people.other)).toEqual([])
    expect(await told(roomOf('C1/class-chat'))).toEqual([])
  })

  test('that was edited since shows both', async () => {
    const { people, roomOf, say, told, homeserver } = setting
    const room = roomOf('C1/class-chat')
    const event = say(room, people.other, 'злое слово')
    homeserver.drift.send(room, people.other, 'm.room.message', {
      body: '* привет',
      'm.new_content': { msgtype: 'm.text', body: 'привет' },
      'm.relates_to': { rel_type: 'm.replace', event_id: event },
    })
    await report(people.pupil, 'C1/class-chat', event)
    const [notice] = await told(people.teacher)
    expect(notice).toContain('«злое слово»')
    expect(notice).toContain('«привет»')
  })

  test('of the whole school is told to the administrators alone', async () => {
    const { people, roomOf, say, told } = setting
    await report(people.pupil, 'S1/general', say(roomOf('S1/general'), people.other, 'злое'))
    expect(await told(roomOf('administration'))).toHaveLength(1)
    expect(await told(people.teacher)).toEqual([])
  })

  test('is told once, however many report it, and however often they do', async () => {
    const { people, roomOf, say, told, engine, context } = setting
    const event = say(roomOf('C1/class-chat'), people.other, 'злое')
    await report(people.pupil, 'C1/class-chat', event)
    await report(people.pupil, 'C1/class-chat', event)
    await report(people.otherTeacher, 'C1/class-chat', event)
    await readReports(context)
    await readReports(context)
    expect(await told(people.teacher)).toHaveLength(1)
    expect(await engine.store.reports.ofSchools([school])).toHaveLength(2)
  })

  test('is not told to its writer: of the class teacher the administrators hear', async () => {
    const { people, roomOf, say, told } = setting
    const event = say(roomOf('C1/class-chat'), people.teacher, 'злое')
    await report(people.pupil, 'C1/class-chat', event)
    expect(await told(people.teacher)).toEqual([])
    expect(await told(roomOf('administration'))).toHaveLength(1)
  })

  test('of the only administrator is told to the class teacher of who reported it', async () => {
    const { people, roomOf, say, told } = setting
    const event = say(roomOf('S1/general'), people.head, 'злое')
    await report(people.pupil, 'S1/general', event)
    expect(await told(roomOf('administration'))).toEqual([])
    expect(await told(people.head)).toEqual([])
    expect(await told(people.teacher)).toHaveLength(1)
  })

  test('of a private conversation is told to the administrators of both schools, and to the child’s class teacher', async () => {
    const { people, told, homeserver, engine, context, roomOf } = setting
    const room = homeserver.drift.createRoom(people.elsewhere)
    homeserver.drift.setMembership(room, people.pupil, 'join')
    const event = setting.say(room, people.elsewhere, 'злое')
    const { state } = await submitReport(context, { reporter: people.pupil, room, event })
    expect(state).toBe('submitted')
    expect(await told(people.teacher)).toHaveLength(1)
    expect(await told(roomOf('administration'))).toHaveLength(1)
    // Of the other school the only administrator wrote it.
    expect(await told(people.elsewhere)).toEqual([])
    const [stored] = await engine.store.reports.ofSchools([])
    expect(stored).toMatchObject({ school: undefined, sender: people.elsewhere })
  })

  test('is nobody’s to report who does not see it, or who wrote it', async () => {
    const { people, roomOf, say, engine } = setting
    const staff = say(roomOf('S1/staff'), people.teacher, 'секрет')
    expect(await report(people.pupil, 'S1/staff', staff)).toEqual({ state: 'unknown-message' })
    expect(await report(people.pupil, 'S1/staff', '$none')).toEqual({ state: 'unknown-message' })
    const own = say(roomOf('C1/class-chat'), people.pupil, 'злое')
    expect(await report(people.pupil, 'C1/class-chat', own)).toEqual({ state: 'own-message' })
    expect(await engine.store.reports.ofSchools([school])).toEqual([])
  })
})

describe('the homeserver’s own reports', () => {
  test('are taken in from where the last look ended', async () => {
    const { people, roomOf, say, told, homeserver, context, engine } = setting
    const room = roomOf('C1/class-chat')
    const first = say(room, people.other, 'первое')
    await homeserver.reportEvent(people.pupil, room, first, 'плохо')
    await readReports(context)
    expect(await engine.store.reports.position()).toBeGreaterThan(Date.now() - 60_000)
    const second = say(room, people.other, 'второе')
    await homeserver.reportEvent(people.pupil, room, second, undefined)
    await readReports(context)
    const notices = await told(people.teacher)
    expect(notices).toHaveLength(2)
    expect(notices[0]).toContain('плохо')
    expect(notices[1]).toContain('«второе»')
  })

  test('that could not be told yet are told by the next look, with their reason, to each once', async () => {
    const { people, roomOf, say, told, homeserver, context } = setting
    const room = roomOf('C1/class-chat')
    const event = say(room, people.other, 'злое')
    await homeserver.reportEvent(people.pupil, room, event, 'плохо')
    homeserver.onWrite = () => {
      throw new Error('not now')
    }
    await readReports(context)
    homeserver.onWrite = undefined
    expect(await told(people.teacher)).toEqual([])
    await readReports(context)
    for (const place of [people.teacher, roomOf('administration')]) {
      expect(await told(place)).toHaveLength(1)
      expect((await told(place))[0]).toContain('плохо')
    }
  })

  test('that cannot be read keep no others from being told', async () => {
    const { people, roomOf, say, told, context, engine } = setting
    const room = roomOf('C1/class-chat')
    const events = ['первое', 'второе'].map((text) => say(room, people.other, text))
    const { homeserver } = engine
    for (const event of events) await homeserver.reportEvent(people.pupil, room, event, undefined)
    const broken = {
      ...engine,
      homeserver: Object.assign(Object.create(homeserver), {
        eventAs: (...asked: Parameters<typeof homeserver.eventAs>) =>
          asked[2] === events[0]
            ? Promise.reject(new Error('broken'))
            : homeserver.eventAs(...asked),
      }) as typeof homeserver,
    }
    await readReports({ ...context, engine: broken })
    expect(await told(people.teacher)).toEqual([expect.stringContaining('«второе»')])
    await readReports(context)
    expect(await told(people.teacher)).toHaveLength(2)
  })

  test('of one person are told up to twenty an hour, and all are listed', async () => {
    const { people, roomOf, say, told, homeserver, context, engine } = setting
    const room = roomOf('C1/class-chat')
    for (let n = 0; n < 25; n += 1) {
      await homeserver.reportEvent(people.pupil, room, say(room, people.other, `${n}`), undefined)
    }
    await readReports(context)
    expect(await told(people.teacher)).toHaveLength(20)
    expect(await engine.store.reports.ofSchools([school])).toHaveLength(25)
  })
})

test('The journal names neither who reported nor what was said', async () => {
  const { people, roomOf, say, engine } = setting
  await report(people.pupil, 'C1/class-chat', say(roomOf('C1/class-chat'), people.other, 'злое'))
  const [entry] = await engine.store.journal.ofSchool(school, 1)
  expect(entry).toMatchObject({ actor: 'engine', action: 'message-reported' })
  expect(JSON.stringify(entry)).not.toMatch(/злое|обидно/)
  expect(JSON.stringify(entry)).not.toContain(people.pupil)
})

test('A report by a parent about a message in the class channel reaches the class teacher', async () => {
  const { roomOf, say, people, told, engine } = setting
  const parent = await giveAccount(engine, school, parentId('S1', 1, 1))
  await (
    await enter(engine, parentId('S1', 1, 1))
  ).complete
  const event = say(roomOf('C1/class-channel'), people.otherTeacher, 'злое')
  expect((await report(parent, 'C1/class-channel', event)).state).toBe('submitted')
  expect(await told(people.teacher)).toHaveLength(1)
})
