import { beforeAll, describe, expect, test } from 'vitest'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { schoolId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startBotSite, type BotSite } from './testing.ts'

let site: BotSite
let bot: UserId
let pupil: UserId
let teacher: UserId
beforeAll(async () => {
  site = await startBotSite(smallSchool())
  bot = site.engine.homeserver.bot
  pupil = await site.admit(pupilId('S1', 1, 1))
  teacher = await site.admit(teacherId('S1', 1))
})

/** As a person's client makes it. */
async function roomBy(user: UserId, invited: UserId = bot): Promise<RoomId> {
  return site.engine.homeserver.createDirectRoom(user, invited)
}

function invited(room: RoomId, sender: UserId) {
  const content = { membership: 'invite' }
  return site.deliver({ type: 'm.room.member', room_id: room, sender, state_key: bot, content })
}

describe('where the bot is', () => {
  test('asked into a room of two it comes, and answers there', async () => {
    const room = await roomBy(pupil)
    const { said } = await invited(room, pupil)
    expect(said).toEqual([{ room, text: expect.stringContaining('Мне можно написать') }])
    expect((await site.engine.homeserver.membersAs(pupil, room))?.get(bot)).toBe('join')
    expect(await site.ask(pupil, 'помощь', { room })).toContain('Мне можно написать')
  })

  test('what is said before it has come is answered when it comes, and once', async () => {
    const room = await roomBy(pupil)
    const content = { msgtype: 'm.text', body: 'классы' }
    const event = site.engine.homeserver.drift.send(room, pupil, 'm.room.message', content)
    const { said } = await invited(room, pupil)
    expect(said).toEqual([{ room, text: expect.stringContaining('1А: ваш класс') }])
    const again = { type: 'm.room.message', event_id: event, room_id: room, sender: pupil, content }
    expect((await site.deliver(again)).said).toEqual([])
  })

  test('an encrypted message is answered once, with where to write instead', async () => {
    const talk = await site.talkOf(pupil)
    const room = await roomBy(pupil)
    await invited(room, pupil)
    const sealed = { type: 'm.room.encrypted', room_id: room, sender: pupil, content: { x: 'y' } }
    const { kept, said } = await site.deliver(sealed)
    expect(kept).toEqual({})
    expect(said).toEqual([{ room, text: expect.stringContaining(talk) }])
    expect((await site.deliver(sealed)).said).toEqual([])
  })

  test('asked into a group it does not come, and says why where the two are alone', async () => {
    const other = await site.admit(pupilId('S1', 1, 2))
    const room = await roomBy(pupil, other)
    await site.engine.homeserver.inviteAs(pupil, room, bot)
    const { said } = await invited(room, pupil)
    expect(said).toEqual([
      { room: await site.talkOf(pupil), text: expect.stringContaining('В группы') },
    ])
    expect((await site.engine.homeserver.membersAs(pupil, room))?.get(bot)).toBe('leave')
  })

  test('when a third person appears it hears nothing more, says so and leaves', async () => {
    const room = await roomBy(teacher)
    await invited(room, teacher)
    const third = await site.admit(parentId('S1', 1, 1))
    await site.engine.homeserver.inviteAs(teacher, room, third)
    const content = { membership: 'invite' }
    const event = { type: 'm.room.member', room_id: room, sender: teacher, content }
    const { said } = await site.deliver({ ...event, state_key: third })
    expect(said).toEqual([{ room, text: expect.stringContaining('один на один') }])
    expect((await site.engine.homeserver.membersAs(teacher, room))?.get(bot)).toBe('leave')
    const later = { type: 'm.room.message', room_id: room, sender: teacher }
    const heard = await site.deliver({ ...later, content: { msgtype: 'm.text', body: 'help' } })
    expect(heard).toEqual({ kept: undefined, said: [] })
  })
})

describe('what is kept', () => {
  const text = { msgtype: 'm.text', body: 'help' }
  const message = (room: RoomId, sender: UserId, content: Readonly<Record<string, unknown>>) =>
    site.deliver({ type: 'm.room.message', room_id: room, sender, content })

  test('of a room that people made, of the school’s chats and of the bot’s own messages nothing', async () => {
    const direct = await roomBy(teacher, pupil)
    const chat = await site.roomOf(schoolId('S1'), 'C1/class-chat')
    const talk = await site.talkOf(pupil)
    expect((await message(direct, teacher, text)).kept).toBeUndefined()
    expect((await message(chat, teacher, text)).kept).toBeUndefined()
    expect((await message(talk, bot, text)).kept).toBeUndefined()
    expect((await message(talk, teacher, text)).kept).toBeUndefined()
  })

  test('of a talk the text alone, and neither notices nor edits nor pictures', async () => {
    const talk = await site.talkOf(pupil)
    const edit = { ...text, 'm.relates_to': { rel_type: 'm.replace', event_id: '$a' } }
    expect((await message(talk, pupil, { ...text, other: 'x' })).kept).toEqual({ text: 'help' })
    expect((await message(talk, pupil, { ...text, msgtype: 'm.notice' })).kept).toBeUndefined()
    expect((await message(talk, pupil, { ...text, msgtype: 'm.image' })).kept).toBeUndefined()
    expect((await message(talk, pupil, edit)).kept).toBeUndefined()
    expect((await message(talk, pupil, { ...text, body: 7 })).kept).toBeUndefined()
  })

  test('of the administration room only yes and no, and replies', async () => {
    const room = await site.roomOf(schoolId('S1'), '/administration')
    const reply = { ...text, 'm.relates_to': { 'm.in_reply_to': { event_id: '$n' } } }
    expect((await message(room, teacher, text)).kept).toBeUndefined()
    expect((await message(room, teacher, reply)).kept).toEqual({ text: 'help', to: '$n' })
    const react = (key: string) =>
      site.deliver({
        type: 'm.reaction',
        room_id: room,
        sender: teacher,
        content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$n', key } },
      })
    expect((await react('✅')).kept).toEqual({ to: '$n', key: '✅' })
    expect((await react('❤️')).kept).toBeUndefined()
  })
})

describe('answers', () => {
  test('the same event is answered once, another one again', async () => {
    const talk = await site.talkOf(pupil)
    const event = {
      type: 'm.room.message',
      event_id: '$once',
      room_id: talk,
      sender: pupil,
      content: { msgtype: 'm.text', body: 'help' },
    }
    expect((await site.deliver(event)).said).toHaveLength(1)
    expect((await site.deliver(event)).said).toHaveLength(0)
    expect((await site.deliver({ ...event, event_id: '$again' })).said).toHaveLength(1)
  })

  test('what was mistyped is asked back, and what is not understood says how to ask', async () => {
    expect(await site.ask(pupil, 'помощьь')).toContain('Возможно, вы имели в виду: помощь')
    expect(await site.ask(pupil, 'как дела')).toBe('Не понимаю. Напишите: помощь')
  })

  test('each in the language of the own school, whatever the language of the words', async () => {
    const english = smallSchool({ id: 'S3' })
    const other = await startBotSite({ ...english, info: { ...english.info, language: 'en' } })
    const head = await other.admit(teacherId('S3', 1))
    expect(await other.ask(head, 'помощь')).toContain('You can write to me:\nhelp — this list')
    expect(await other.ask(head, 'классы')).toContain('1А: you are the class teacher')
    expect(await other.ask(head, 'пригласить 1А')).toContain('A link for pupils of 1А')
    expect(await other.ask(head, 'заявки')).toBe('Nobody waits for your decision.')
  })

  test('a stranger is refused politely and told nothing', async () => {
    await site.engine.homeserver.register('stranger')
    const stranger = '@stranger:lyceum.test' as UserId
    const room = await roomBy(stranger)
    await invited(room, stranger)
    const answer = await site.ask(stranger, 'help', { room })
    expect(answer).toContain('Я отвечаю только тем, кто принят в школу')
    expect(answer).not.toContain('S1')
  })

  test('after twenty messages in a minute the bot says so once, and answers in the next minute', async () => {
    const hasty = await site.admit(teacherId('S1', 2))
    site.pass(60 - new Date().getSeconds())
    const answers: string[] = []
    for (let n = 0; n < 23; n += 1) answers.push(await site.ask(hasty, 'помощь'))
    expect(answers.filter((one) => one.includes('Мне можно'))).toHaveLength(20)
    expect(answers.slice(20)).toEqual([expect.stringContaining('Слишком много'), '', ''])
    site.pass(60)
    expect(await site.ask(hasty, 'помощь')).toContain('Мне можно')
  })
})
