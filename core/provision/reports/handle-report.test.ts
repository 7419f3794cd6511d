import { beforeEach, describe, expect, test } from 'vitest'
import type { UserId } from '../../school/ids.ts'
import { planStored } from '../../testing/engine.ts'
import { liftOverSilences } from '../silence.ts'
import { handleReport, type ReportHandling } from './handle-report.ts'
import { submitReport } from './take-in.ts'
import { reportSetting, school, type ReportSetting } from '../../testing/reports.ts'

let setting: ReportSetting
beforeEach(async () => {
  setting = await reportSetting()
})

async function reported(options: { by?: UserId; writer?: UserId; room?: string } = {}) {
  const { people, roomOf, say, context } = setting
  const { by = people.pupil, writer = people.other, room = 'C1/class-chat' } = options
  const event = say(roomOf(room), writer, 'злое слово')
  const submitted = await submitReport(context, { reporter: by, room: roomOf(room), event })
  if (submitted.state !== 'submitted') throw new Error(submitted.state)
  return submitted.report
}

async function handle(id: string, by: UserId, handling: Omit<ReportHandling, 'actor' | 'by'>) {
  return handleReport(setting.context, id, { ...handling, by, actor: await setting.as(by) })
}

const levelOf = async (user: UserId) => {
  const state = await setting.homeserver.roomState(setting.roomOf('C1/class-chat'))
  const levels = state?.find(({ type }) => type === 'm.room.power_levels')?.content['users']
  return (levels as Readonly<Record<string, number>>)[user]
}

describe('taking down', () => {
  test('takes the message and its edits away, and the notices say who did', async () => {
    const { people, roomOf, homeserver, told } = setting
    const { id, event } = await reported()
    const room = roomOf('C1/class-chat')
    const edit = homeserver.drift.send(room, people.other, 'm.room.message', {
      body: '* злее',
      'm.new_content': { msgtype: 'm.text', body: 'злее' },
      'm.relates_to': { rel_type: 'm.replace', event_id: event },
    })
    const handled = await handle(id, people.teacher, { action: 'take-down' })
    expect(handled).toMatchObject({
      state: 'handled',
      report: { handledBy: people.teacher, actions: ['take-down'] },
    })
    for (const one of [event, edit]) {
      expect(await homeserver.eventAs(people.pupil, room, one)).toMatchObject({
        content: {},
        isRedacted: true,
      })
    }
    for (const place of [people.teacher, roomOf('administration')]) {
      const last = (await told(place)).at(-1)
      expect(last).toContain('Сообщение убрано: Фамилия-S1-T1')
      expect(last).toContain('«злое слово»')
    }
    expect(await told(people.pupil)).toHaveLength(1)
    expect(await told(people.other)).toEqual([])
  })

  test('keeps its pictures from everybody, and nobody else’s', async () => {
    const { people, roomOf, homeserver, context } = setting
    const room = roomOf('C1/class-chat')
    homeserver.drift.upload(people.other, 'bad', 'bad.png', 'x')
    homeserver.drift.upload(people.other, 'small', 'small.png', 'x')
    homeserver.drift.upload(people.teacher, 'library', 'book.pdf', 'x')
    const url = (id: string, server = 'lyceum.test') => `mxc://${server}/${id}`
    const event = homeserver.drift.send(room, people.other, 'm.room.message', {
      msgtype: 'm.image',
      body: 'bad.png',
      url: url('bad'),
      info: { thumbnail_url: url('small') },
      elsewhere: [url('library'), url('bad', 'other.test')],
    })
    const submitted = await submitReport(context, { reporter: people.pupil, room, event })
    if (submitted.state !== 'submitted') throw new Error(submitted.state)
    await handle(submitted.report.id, people.teacher, { action: 'take-down' })
    for (const id of ['bad', 'small']) {
      await expect(homeserver.readFile(id)).rejects.toMatchObject({ errcode: 'M_NOT_FOUND' })
    }
    await homeserver.readFile('library')
  })

  test('in a private conversation is done as its writer', async () => {
    const { people, homeserver, context } = setting
    const room = homeserver.drift.createRoom(people.pupil)
    homeserver.drift.setMembership(room, people.other, 'join')
    const event = setting.say(room, people.other, 'злое')
    const submitted = await submitReport(context, { reporter: people.pupil, room, event })
    if (submitted.state !== 'submitted') throw new Error(submitted.state)
    const { id } = submitted.report
    expect(await handle(id, people.otherTeacher, { action: 'take-down' })).toMatchObject({
      state: 'not-allowed',
    })
    expect((await handle(id, people.head, { action: 'take-down' })).state).toBe('handled')
    expect((await homeserver.eventAs(people.pupil, room, event))?.isRedacted).toBe(true)
  })

  test('that nobody can do leaves the report open', async () => {
    const { people, homeserver, context } = setting
    const room = homeserver.drift.createRoom(people.other)
    homeserver.drift.setMembership(room, people.pupil, 'join')
    const event = setting.say(room, people.other, 'злое')
    const submitted = await submitReport(context, { reporter: people.pupil, room, event })
    if (submitted.state !== 'submitted') throw new Error(submitted.state)
    homeserver.drift.setMembership(room, people.other, 'leave')
    const { id } = submitted.report
    expect(await handle(id, people.head, { action: 'take-down' })).toEqual({
      state: 'cannot',
      problem: 'cannot-take-down',
    })
    expect(await handle(id, people.head, { action: 'silence', hours: 1 })).toEqual({
      state: 'cannot',
      problem: 'not-our-room',
    })
    expect((await handle(id, people.teacher, { action: 'dismiss' })).state).toBe('handled')
  })
})

describe('silencing', () => {
  test('is for hours, no drift, told to the one silenced without who reported, and lifted when over', async () => {
    const { people, told, engine } = setting
    const { id } = await reported()
    const before = await levelOf(people.other)
    const handled = await handle(id, people.teacher, { action: 'silence', hours: 2 })
    expect(handled.state).toBe('handled')
    expect([before, await levelOf(people.other)]).toEqual([undefined, -1])
    expect((await planStored(engine, school)).actions).toEqual([])
    const [word] = await told(people.other)
    expect(word).toContain('Общий - 1А')
    expect(word).not.toMatch(/S1-P1-1|S1-T1|жалоб/i)
    const later = { ...engine, now: () => new Date(Date.now() + 3 * 3_600_000) }
    await engine.store.silences.set({
      ...((await engine.store.silences.ofSchool(school, new Date().toISOString()))[0] ?? never()),
      until: new Date(Date.now() - 1).toISOString(),
    })
    expect(await liftOverSilences(later)).toBe(1)
    expect(await levelOf(people.other)).toBeUndefined()
  })

  test('of who teaches is for administrators', async () => {
    const { people } = setting
    const { id } = await reported({ writer: people.otherTeacher })
    expect(await handle(id, people.teacher, { action: 'silence', hours: 1 })).toEqual({
      state: 'cannot',
      problem: 'staff',
    })
    expect((await handle(id, people.head, { action: 'silence', hours: 1 })).state).toBe('handled')
    expect(await levelOf(people.otherTeacher)).toBe(-1)
  })

  test('is for whole hours, one to fourteen days', async () => {
    const { people } = setting
    const { id } = await reported()
    for (const hours of [undefined, 0, -1, 1.5, 337, Number.NaN]) {
      expect(await handle(id, people.teacher, { action: 'silence', hours })).toEqual({
        state: 'cannot',
        problem: 'hours',
      })
    }
  })
})

test('An answer goes to who reported, signed, and to nobody else', async () => {
  const { people, told } = setting
  const { id } = await reported()
  expect(await handle(id, people.teacher, { action: 'answer', text: '  ' })).toEqual({
    state: 'cannot',
    problem: 'text',
  })
  await handle(id, people.teacher, { action: 'answer', text: 'Мы поговорим с ним.' })
  expect(await told(people.pupil)).toEqual([
    'Ответ на вашу жалобу (Фамилия-S1-T1 Имя-S1-T1): Мы поговорим с ним.',
  ])
  expect(await told(people.other)).toEqual([])
})

test('The first who acts has it and may do more; others hear who has it', async () => {
  const { people } = setting
  const { id } = await reported()
  await handle(id, people.teacher, { action: 'take-down' })
  expect(await handle(id, people.head, { action: 'dismiss' })).toMatchObject({
    state: 'already-handled',
    report: { handledBy: people.teacher },
  })
  const more = await handle(id, people.teacher, { action: 'silence', hours: 1 })
  expect(more).toMatchObject({ report: { actions: ['take-down', 'silence'] } })
})

test('What fails is as if nobody had acted', async () => {
  const { people, homeserver, engine } = setting
  const { id } = await reported()
  homeserver.onWrite = () => {
    throw new Error('not now')
  }
  await expect(handle(id, people.teacher, { action: 'take-down' })).rejects.toThrow('not now')
  homeserver.onWrite = undefined
  expect(await engine.store.reports.find(id)).toMatchObject({ state: 'open' })
  expect((await handle(id, people.head, { action: 'take-down' })).state).toBe('handled')
})

test('Who has no right, and whoever it is about, does nothing', async () => {
  const { people, context } = setting
  const about = await reported({ writer: people.teacher })
  const attempts: (readonly [UserId, string])[] = [
    [people.teacher, 'about-yourself'],
    [people.otherTeacher, 'another-class'],
    [people.pupil, 'not-your-role'],
    [people.elsewhere, 'another-school'],
  ]
  for (const [user, reason] of attempts) {
    expect(await handle(about.id, user, { action: 'take-down' })).toEqual({
      state: 'not-allowed',
      reason,
    })
  }
  expect(await handle('none', people.head, { action: 'dismiss' })).toEqual({ state: 'unknown' })
  const operator = { actor: 'operator', by: 'operator', action: 'dismiss' } as const
  expect((await handleReport(context, about.id, operator)).state).toBe('handled')
})

test('The journal says who did what about which report, and no more', async () => {
  const { people, engine } = setting
  const { id } = await reported()
  await handle(id, people.teacher, { action: 'silence', hours: 3 })
  const [entry] = await engine.store.journal.ofSchool(school, 1)
  expect(entry).toMatchObject({
    actor: people.teacher,
    action: 'report-handled',
    details: { report: id, what: 'silence', hours: 3 },
  })
})

function never(): never {
  throw new Error('nobody is silenced')
}
