/** A message is reported from a client, and what is done about it from another one. */
import { beforeEach, describe, expect, test } from 'vitest'
import { personId, schoolId, type RoomId, type UserId } from '@lyceum/core/school/ids.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { readLink } from './commands/report.ts'
import { startBotSite, type BotSite } from './testing.ts'

const id = schoolId('S1')
let site: BotSite
let teacher: UserId
let pupil: UserId
let writer: UserId
let chat: RoomId
let bad: string
beforeEach(async () => {
  site = await startBotSite(smallSchool())
  await site.admit(personId('S1-A1'))
  teacher = await site.admit(teacherId('S1', 1))
  pupil = await site.admit(pupilId('S1', 1, 1))
  writer = await site.admit(pupilId('S1', 1, 2))
  chat = await site.roomOf(id, 'C1/class-chat')
  bad = say(chat, writer, 'злое слово')
})

function say(room: RoomId, user: UserId, body: string): string {
  return site.engine.homeserver.drift.send(room, user, 'm.room.message', {
    msgtype: 'm.text',
    body,
  })
}

const isGone = async (event: string) => {
  return (await site.engine.homeserver.eventAs(pupil, chat, event))?.isRedacted
}

/** The notice in the class teacher's direct message. */
async function notice() {
  const [report] = await site.engine.store.reports.ofSchools([id])
  if (report === undefined) throw new Error('nothing was reported')
  const notices = await site.engine.store.notices.about({ kind: 'report', subject: report.id })
  const found = notices.find(({ user }) => user === teacher)
  if (found === undefined) throw new Error('the class teacher was not told')
  return found
}

describe('a message is reported', () => {
  test('by !report in reply, which is taken away and answered where the pupil is alone', async () => {
    const event = say(chat, pupil, '!жалоба обидно')
    const relation = { 'm.relates_to': { 'm.in_reply_to': { event_id: bad } } }
    const { kept, said } = await site.deliver({
      type: 'm.room.message',
      event_id: event,
      room_id: chat,
      sender: pupil,
      content: { msgtype: 'm.text', body: '!жалоба обидно', ...relation },
    })
    expect(kept).toEqual({ text: '!жалоба обидно', to: bad })
    expect(said).toEqual([
      { room: await site.talkOf(pupil), text: expect.stringContaining('Спасибо') },
    ])
    expect(await isGone(event)).toBe(true)
    expect((await notice()).room).toBe(await site.talkOf(teacher))
  })

  test('by its link, also from a room where the bot is not', async () => {
    const room = await site.engine.homeserver.createDirectRoom(writer, pupil)
    await site.engine.homeserver.join(room, pupil)
    const event = say(room, writer, 'злое слово')
    const link = `https://matrix.to/#/${encodeURIComponent(room)}/${encodeURIComponent(event)}?via=x`
    expect(await site.ask(pupil, `report ${link} обидно`)).toContain('Спасибо')
    expect(await site.engine.store.reports.ofEvent(event)).toHaveLength(1)
  })

  test('only where the person sees it, and not one’s own', async () => {
    const staff = await site.roomOf(id, '/staff')
    const secret = say(staff, teacher, 'тайна')
    const linkOf = (room: RoomId, event: string) => `https://matrix.to/#/${room}/${event}`
    expect(await site.ask(pupil, `report ${linkOf(staff, secret)}`)).toContain('вы его не видите')
    expect(await site.ask(writer, `report ${linkOf(chat, bad)}`)).toContain('собственное')
    expect(await site.ask(pupil, 'report')).toContain('На какое сообщение?')
  })

  test('and what others reply to each other in a chat is not kept', async () => {
    const relation = { 'm.relates_to': { 'm.in_reply_to': { event_id: bad } } }
    for (const body of ['report', 'жалоба подана', '!help', 'да']) {
      const content = { msgtype: 'm.text', body, ...relation }
      const event = { type: 'm.room.message', room_id: chat, sender: pupil, content }
      expect((await site.deliver(event)).kept).toBeUndefined()
    }
  })
})

describe('what is done about it', () => {
  beforeEach(async () => {
    await site.ask(pupil, `report https://matrix.to/#/${chat}/${bad}`)
  })

  const reply = async (text: string) => {
    const { room, event } = await notice()
    return site.ask(teacher, text, { room, replyTo: event })
  }
  const react = async (user: UserId, key: string) => {
    const { event, room } = await notice()
    const relation = { rel_type: 'm.annotation', event_id: event, key }
    const content = { 'm.relates_to': relation }
    return (await site.deliver({ type: 'm.reaction', room_id: room, sender: user, content })).said
  }

  test('✅ takes the message away, ❌ dismisses', async () => {
    expect(await react(teacher, '✅')).toContainEqual({
      room: await site.talkOf(teacher),
      text: 'Сообщение убрано.',
    })
    expect(await isGone(bad)).toBe(true)
    expect((await site.engine.store.reports.ofEvent(bad))[0]).toMatchObject({
      state: 'handled',
      handledBy: teacher,
    })
  })

  test('a reply silences for hours', async () => {
    expect(await reply('тишина 24')).toContain('не может писать')
    expect(await site.engine.store.silences.ofSchool(id, new Date().toISOString())).toEqual([
      expect.objectContaining({ user: writer }),
    ])
  })

  test.each([['тишина'], ['silence 0'], ['silence 9999']])('%s is asked back', async (text) => {
    expect(await reply(text)).toContain('На сколько часов?')
  })

  test('any other reply goes to whoever reported it', async () => {
    expect(await reply('Нет, это шутка, поговорите с ним')).toBe('Ответ передан.')
    const told = site.engine.homeserver.sent.filter(({ content }) => {
      return String(content['body']).includes('поговорите с ним')
    })
    expect(told.map(({ room }) => room)).toContain(await site.talkOf(pupil))
  })
})

test.each([
  ['https://matrix.to/#/!room/$event?via=a.b', '!room', '$event', ''],
  ['https://matrix.to/#/%21room%3Aa.b/%24event обидно', '!room:a.b', '$event', 'обидно'],
  ['злое https://matrix.to/#/!room/$event слово', '!room', '$event', 'злое слово'],
  ['matrix:roomid/room/e/event?via=a.b', '!room', '$event', ''],
])('The link in %j is of a message.', (text, room, event, reason) => {
  expect(readLink(text)).toEqual({ room, event, reason })
})

test.each([['https://matrix.to/#/!room'], ['https://example.org/!room/$event'], ['%zz']])(
  '%j links to no message.',
  (text) => {
    expect(readLink(text)).toBeUndefined()
  },
)
