/** Applications, confirmations and parents decided from a client: by number, by reaction, by reply. */
import { beforeEach, describe, expect, test } from 'vitest'
import { guardianEntered } from '@lyceum/core/provision/letting-in/guardian.ts'
import { aboutGuardian } from '@lyceum/core/provision/letting-in/tell.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { classId, personId, schoolId, type RoomId, type UserId } from '@lyceum/core/school/ids.ts'
import { apply } from '@lyceum/core/testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import type { NoticeAbout } from '@lyceum/core/store/notice-ports.ts'
import { startBotSite, type BotSite } from './testing.ts'

const id = schoolId('S1')
let site: BotSite
let administrator: UserId
let teacher: UserId
let other: UserId
beforeEach(async () => {
  site = await startBotSite(smallSchool())
  administrator = await site.admit(personId('S1-A1'))
  teacher = await site.admit(teacherId('S1', 1))
  other = await site.admit(teacherId('S1', 2))
})

async function noticeTo(about: NoticeAbout, user: UserId | undefined) {
  const found = (await site.engine.store.notices.about(about)).find((one) => one.user === user)
  if (found === undefined) throw new Error('nobody was told')
  return found
}

const about = (application: Application): NoticeAbout => {
  return { kind: 'application', subject: application.id }
}

/** Gives what the bot said then, edits of notices left out. */
async function react(sender: UserId, room: RoomId, event: string, key: string): Promise<string[]> {
  const relation = { rel_type: 'm.annotation', event_id: event, key }
  const content = { 'm.relates_to': relation }
  const { said } = await site.deliver({ type: 'm.reaction', room_id: room, sender, content })
  return said.map(({ text }) => text).filter((text) => !text.startsWith('* '))
}

const stateOf = async ({ id: application }: Application) => {
  return site.engine.store.applications.find(application)
}

describe('by number', () => {
  test('what waits is listed for who may decide it, accepted by number, and once', async () => {
    const application = await apply(site.engine, id, 'petr')
    expect(await site.ask(teacher, 'заявки')).toBe(
      'Ждут вашего решения:\n1. Сёмин Пётр: ученик, 1А\nОтветьте: принять 1 или: отклонить 1 причина',
    )
    expect(await site.ask(administrator, 'заявки')).toContain('1. Сёмин Пётр')
    expect(await site.ask(teacher, 'принять 1')).toBe('Принято: Сёмин Пётр.')
    expect(await stateOf(application)).toMatchObject({ state: 'accepted', decidedBy: teacher })
    expect(await site.ask(administrator, 'отклонить 1 опоздали')).toBe(
      'Это уже решено: Сёмин Пётр, принято (Фамилия-S1-T1 Имя-S1-T1).',
    )
    expect(await site.ask(teacher, 'заявки')).toBe('Вашего решения никто не ждёт.')
    expect(await site.ask(teacher, 'принять 1')).toBe(
      'Такого номера нет. Запросите список ещё раз.',
    )
  })

  test('the reason of a refusal begins where the numbers end', async () => {
    const first = await apply(site.engine, id, 'one')
    const second = await apply(site.engine, id, 'two', {
      name: { givenName: 'Анна', familyName: 'Вторая' },
    })
    await site.ask(teacher, 'applications')
    const answer = await site.ask(teacher, 'decline 1 2 5А не наш класс')
    expect(answer).toContain('Причина: 5А не наш класс')
    for (const one of [first, second]) {
      expect(await stateOf(one)).toMatchObject({ state: 'declined', reason: '5А не наш класс' })
    }
  })

  test('nobody decides without having seen the list, nor what is not theirs to decide', async () => {
    await apply(site.engine, id, 'petr')
    expect(await site.ask(teacher, 'accept 1')).toContain('Такого номера нет')
    expect(await site.ask(teacher, 'accept')).toContain('Например')
    const staff = await apply(site.engine, id, 'newteacher', { role: 'teacher' })
    expect(await site.ask(other, 'заявки')).toContain('Сёмин')
    expect(await site.ask(other, 'заявки')).not.toContain('учитель')
    expect(await site.ask(administrator, 'заявки')).toContain('учитель')
    expect((await stateOf(staff))?.state).toBe('waiting')
  })

  test('a parent whose child is not named is asked for, and found by name', async () => {
    const changes = { role: 'parent', name: { givenName: 'Ольга', familyName: 'Мамина' } } as const
    const application = await apply(site.engine, id, 'olga', { ...changes, childName: 'Кто-то' })
    await site.ask(teacher, 'заявки')
    expect(await site.ask(teacher, 'принять 1')).toContain('Назовите ребёнка')
    const child = pupilId('S1', 1, 2)
    expect(await site.ask(teacher, `принять 1 Фамилия-${child}`)).toBe('Принято: Мамина Ольга.')
    expect(await stateOf(application)).toMatchObject({ state: 'accepted', child })
  })

  test('a child whose name is written as the school has it needs no naming', async () => {
    const child = pupilId('S1', 1, 1)
    const application = await apply(site.engine, id, 'olga', {
      role: 'parent',
      childName: `Имя-${child} Фамилия-${child}`,
    })
    const { room, event } = await noticeTo(about(application), teacher)
    await react(teacher, room, event, '✅')
    expect(await stateOf(application)).toMatchObject({ state: 'accepted', child })
  })
})

describe('by reaction', () => {
  test.each(['✅', '✅️', '👍🏽'])(
    '%s of the class teacher in the direct message accepts',
    async (key) => {
      const application = await apply(site.engine, id, 'petr')
      const { room, event } = await noticeTo(about(application), teacher)
      expect(room).toBe(await site.talkOf(teacher))
      expect(await react(teacher, room, event, key)).toContain('Принято: Сёмин Пётр.')
      expect((await stateOf(application))?.state).toBe('accepted')
    },
  )

  test('✅ in the administration room accepts, and the notice says who did', async () => {
    const application = await apply(site.engine, id, 'petr')
    const { room, event } = await noticeTo(about(application), undefined)
    expect(room).toBe(await site.roomOf(id, '/administration'))
    expect(await react(administrator, room, event, '✅')).not.toContain('Принято: Сёмин Пётр.')
    expect(await stateOf(application)).toMatchObject({
      state: 'accepted',
      decidedBy: administrator,
    })
    const edited = site.engine.homeserver.sent.findLast((one) => one.room === room)
    expect(edited?.content['m.new_content']).toMatchObject({
      body: expect.stringContaining('✅ Принято: Фамилия-S1-A1 Имя-S1-A1'),
    })
  })

  test('who comes second is told who decided, alone', async () => {
    const application = await apply(site.engine, id, 'petr')
    const mine = await noticeTo(about(application), teacher)
    await react(teacher, mine.room, mine.event, '❌')
    const { room, event } = await noticeTo(about(application), undefined)
    const relation = { rel_type: 'm.annotation', event_id: event, key: '✅' }
    const { said } = await site.deliver({
      type: 'm.reaction',
      room_id: room,
      sender: administrator,
      content: { 'm.relates_to': relation },
    })
    expect(said).toEqual([
      {
        room: await site.talkOf(administrator),
        text: 'Это уже решено: Сёмин Пётр, отклонено (Фамилия-S1-T1 Имя-S1-T1).',
      },
    ])
  })

  test('of somebody without the right it is refused with the reason', async () => {
    const application = await apply(site.engine, id, 'newteacher', { role: 'teacher' })
    const { room, event } = await noticeTo(about(application), undefined)
    expect(await react(teacher, room, event, '✅')).toEqual([
      expect.stringContaining('В вашей роли'),
    ])
    expect((await stateOf(application))?.state).toBe('waiting')
  })

  test('to the event of another room it is nobody’s business', async () => {
    const application = await apply(site.engine, id, 'petr')
    const { event } = await noticeTo(about(application), undefined)
    expect(await react(teacher, await site.talkOf(teacher), event, '✅')).toEqual([])
    expect((await stateOf(application))?.state).toBe('waiting')
  })
})

describe('by reply', () => {
  const reply = async (application: Application, text: string) => {
    const { room, event } = await noticeTo(about(application), teacher)
    return site.ask(teacher, text, { room, replyTo: event })
  }

  test.each([
    ['no, wrong class', 'declined', 'wrong class'],
    ['нет', 'declined', undefined],
    ['Это не наш ученик', 'declined', 'Это не наш ученик'],
    ['да', 'accepted', undefined],
    ['ok', 'accepted', undefined],
    ['Принять', 'accepted', undefined],
  ])('%j: %s', async (text, state, reason) => {
    const application = await apply(site.engine, id, 'petr')
    await reply(application, text)
    expect(await stateOf(application)).toMatchObject({ state })
    expect((await stateOf(application))?.reason).toBe(reason)
  })

  test('a question decides nothing', async () => {
    const application = await apply(site.engine, id, 'petr')
    expect(await reply(application, 'А кто это?')).toContain('Поставьте ✅ или ❌')
    expect((await stateOf(application))?.state).toBe('waiting')
  })

  test('in the administration room too, and what people reply to each other is left alone', async () => {
    const application = await apply(site.engine, id, 'petr')
    const { room, event } = await noticeTo(about(application), undefined)
    expect(await site.ask(administrator, 'нет, зря', { room, replyTo: '$other' })).toBe('')
    await site.ask(administrator, 'нет, не наш', { room, replyTo: event })
    expect(await stateOf(application)).toMatchObject({ state: 'declined', reason: 'не наш' })
  })

  test('a parent’s child is named in it', async () => {
    const application = await apply(site.engine, id, 'olga', { role: 'parent' })
    expect(await reply(application, 'да')).toContain('Назовите ребёнка')
    await reply(application, `да, Фамилия-${pupilId('S1', 1, 2)}`)
    expect(await stateOf(application)).toMatchObject({ child: pupilId('S1', 1, 2) })
  })
})

describe('a parent who entered', () => {
  test('is ended by ❌ of the class teacher in one step, and by nobody else', async () => {
    const guardian = parentId('S1', 1, 1)
    const user = await site.admit(guardian)
    await guardianEntered(site.engine, id, guardian)
    const about = aboutGuardian(id, guardian, pupilId('S1', 1, 1), user)
    const { room, event } = await noticeTo(about, teacher)
    expect(await react(other, room, event, '❌')).toEqual([])
    expect(await react(teacher, room, event, '✅')).toEqual([
      'Принято к сведению: ничего не меняется.',
    ])
    expect(await react(teacher, room, event, '❌')).toContainEqual(
      expect.stringContaining('Доступ закрыт'),
    )
    const { guardianships = [] } = (await site.engine.store.schools.load(id)) ?? {}
    expect(guardianships.some((one) => one.guardian === guardian)).toBe(false)
    const edited = site.engine.homeserver.sent
      .filter((one) => one.room === room)
      .map((one) => one.content)
    expect(edited).toContainEqual(
      expect.objectContaining({ body: expect.stringContaining('❌ Доступ закрыт: Фамилия-S1-T1') }),
    )
  })
})

describe('a pupil who waits to be confirmed by a parent', () => {
  async function waiting() {
    const confirmPupils = { personal: 'none', shared: 'parent' } as const
    Object.assign(site.engine, { lettingIn: { ...site.engine.lettingIn, confirmPupils } })
    const child = pupilId('S1', 1, 1)
    const parent = await site.admit(parentId('S1', 1, 1))
    const application = await apply(site.engine, id, 'petr', { person: child })
    const { room, event } = await noticeTo(about(application), teacher)
    await react(teacher, room, event, '✅')
    const subject: NoticeAbout = { kind: 'confirmation', subject: `S1/${child}/${application.id}` }
    return { child, parent, application, subject, mine: await noticeTo(subject, parent) }
  }

  test('is let in by ✅ of the parent in the direct message', async () => {
    const { child, parent, application, mine } = await waiting()
    expect(await site.engine.store.accounts.ofPerson(child)).toBeUndefined()
    expect(await react(parent, mine.room, mine.event, '✅')).toContain(
      'Подтверждено: ученик впущен.',
    )
    expect((await site.engine.store.accounts.ofPerson(child))?.userId).toBe(application.user)
    expect(await react(parent, mine.room, mine.event, '❌')).toEqual(['Это уже решено.'])
  })

  test('is not by “not my child”; then the class teacher decides', async () => {
    const { child, parent, subject, mine } = await waiting()
    const reply = { room: mine.room, replyTo: mine.event }
    expect(await site.ask(parent, 'кто это?', reply)).toContain('Поставьте ✅ или ❌')
    expect(await site.ask(parent, 'нет, это не мой ребёнок', reply)).toContain('ученик не впущен')
    expect(await react(parent, mine.room, mine.event, '✅')).toEqual([
      expect.stringContaining('Решит классный руководитель'),
    ])
    const { room, event } = await noticeTo(subject, teacher)
    expect(await react(teacher, room, event, '✅')).toContain('Подтверждено: ученик впущен.')
    expect(await site.engine.store.accounts.ofPerson(child)).toBeDefined()
  })
})

test('A person of two schools decides in the one where the right is.', async () => {
  const two = await startBotSite(smallSchool({ id: 'S3' }), smallSchool({ id: 'S4' }))
  const both = await two.admit(teacherId('S3', 1), [parentId('S4', 1, 1)])
  await apply(two.engine, schoolId('S4'), 'petr')
  await apply(two.engine, schoolId('S3'), 'anna', { class: classId('S3-C1') })
  const list = await two.ask(both, 'заявки')
  expect(list.match(/Сёмин/g)).toHaveLength(1)
})
