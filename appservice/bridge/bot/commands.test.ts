/** Each command as somebody of the school says it, and what comes of it. Who may say what is held in `rights.test.ts`. */
import { beforeAll, describe, expect, test } from 'vitest'
import { createChat } from '@lyceum/core/provision/chats.ts'
import { classId, personId, schoolId, type UserId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startBotSite, type BotSite } from './testing.ts'

const school = smallSchool()
const names = new Map([
  [pupilId('S1', 1, 1), { familyName: 'Семёнов', givenName: 'Пётр' }],
  [pupilId('S1', 1, 2), { familyName: 'Семёнова', givenName: 'Анна' }],
  [parentId('S1', 1, 1), { familyName: 'Гусева', givenName: 'Ольга' }],
  [teacherId('S1', 1), { familyName: 'Учителева', givenName: 'Мария' }],
  [teacherId('S1', 2), { familyName: 'Физиков', givenName: 'Лев' }],
])
let site: BotSite
let teacher: UserId
let pupil: UserId
let parent: UserId
beforeAll(async () => {
  site = await startBotSite({
    ...school,
    people: school.people.map((one) => ({ ...one, ...names.get(one.id) })),
  })
  teacher = await site.admit(teacherId('S1', 1))
  pupil = await site.admit(pupilId('S1', 1, 1))
  parent = await site.admit(parentId('S1', 1, 1))
})

const linkTo = (room: string) => `https://matrix.to/#/${room}?via=lyceum.test`

describe('help', () => {
  test('tells each only what that one may do', async () => {
    const forPupil = await site.ask(pupil, 'help')
    const forTeacher = await site.ask(teacher, 'help')
    expect(forPupil).toContain('написать')
    expect(forPupil).not.toMatch(/пригласить|заявки|сброс|новый чат/)
    for (const word of ['пригласить 5А', 'заявки', 'принять 2', 'сброс', 'новый чат']) {
      expect(forTeacher).toContain(word)
    }
  })
})

describe('classes', () => {
  test('are one’s own, by role, with the class teachers of others', async () => {
    expect(await site.ask(teacher, 'классы')).toBe(
      '1А: вы классный руководитель\n2А: вы преподаёте; классный руководитель: Физиков Лев',
    )
    expect(await site.ask(parent, 'classes')).toBe(
      '1А: класс вашего ребёнка; классный руководитель: Учителева Мария',
    )
  })
})

describe('write', () => {
  test('opens the room of the two and gives its link, however the name is declined', async () => {
    const answer = await site.ask(parent, 'написать Семенову')
    const room = await site.engine.store.talks.find(parent, pupil)
    expect(answer).toBe(`Ваша беседа, Семёнов Пётр: ${linkTo(room ?? '')}`)
    expect(await site.ask(parent, 'write to class teacher')).toContain('Учителева Мария')
  })

  test('asks whom of several, and the number goes on', async () => {
    const asked = await site.ask(teacher, 'write семенов')
    expect(asked).toBe(
      'Кого вы имеете в виду? Ответьте номером.\n1. Семёнов Пётр (ученик 1А)\n2. Семёнова Анна (ученик 1А)',
    )
    expect(await site.ask(teacher, '2')).toBe(
      'Семёнова Анна: ещё не входит в систему, писать пока некому.',
    )
    expect(await site.ask(teacher, '1')).toContain('Ваша беседа, Семёнов Пётр')
    expect(await site.ask(teacher, '7')).toBe('Такого номера нет. Запросите список ещё раз.')
    site.pass(3601)
    expect(await site.ask(teacher, '1')).toBe('Такого номера нет. Запросите список ещё раз.')
  })

  test('finds nobody whom one may not write to', async () => {
    expect(await site.ask(parent, 'write Семенова Анна')).toBe(
      'Среди тех, кому вам можно писать, такого человека нет.',
    )
    expect(await site.ask(pupil, 'write Гусева')).toContain('Гусева')
    expect(await site.ask(parent, 'write')).toContain('Например')
  })
})

describe('chats', () => {
  test('a teacher makes one for the own class, once a message', async () => {
    const answer = await site.ask(teacher, 'new chat 1A «Поход»')
    const made = (await site.engine.store.schools.load(school.info.id))?.chats
    expect(made).toEqual([
      expect.objectContaining({ name: 'Поход', class: 'S1-C1', members: ['pupil', 'teacher'] }),
    ])
    const room = await site.roomOf(school.info.id, made?.[0]?.id ?? '')
    expect(answer).toBe(`Чат Поход готов. ${linkTo(room)}`)
    expect(await site.ask(pupil, 'чаты')).toContain(`Поход: ${linkTo(room)}`)
    await site.ask(teacher, 'новый чат 1А родители Собрание')
    const all = (await site.engine.store.schools.load(school.info.id))?.chats
    expect(all?.find(({ name }) => name === 'Собрание')).toMatchObject({
      members: ['class-teacher', 'parent'],
    })
    expect(await site.ask(teacher, 'new chat 1A')).toContain('Например')
    expect(await site.ask(teacher, `new chat 1A ${'x'.repeat(101)}`)).toContain('100')
    expect(await site.ask(teacher, 'new chat 9Я Кружок')).toContain('Такого класса')
  })

  test('an open one is listed, joined and left by its name', async () => {
    const stored = await site.engine.store.schools.load(school.info.id)
    if (stored === undefined) throw new Error('no school')
    const open = { name: 'Шахматы', members: [], writers: [], openTo: ['pupil'] } as const
    await createChat(site.engine, stored, open, 'operator')
    expect(await site.ask(pupil, 'чаты')).toContain('Шахматы: открытый')
    expect(await site.ask(pupil, 'выйти Шахматы')).toContain('сами не вступали')
    expect(await site.ask(pupil, 'вступить шах')).toMatch(/^Вы в чате Шахматы. https:/)
    expect(await site.ask(parent, 'вступить Шахматы')).toContain('не нашлось')
    expect(await site.ask(pupil, 'leave шахматы')).toBe('Вы вышли из чата Шахматы.')
  })
})

describe('another class', () => {
  test('is asked for, once, and decided by who leads it', async () => {
    expect(await site.ask(pupil, 'join 2A')).toContain('Заявка в класс 2А отправлена')
    expect(await site.ask(pupil, 'вступить в 2а')).toContain('уже ждёт решения')
    expect(await site.ask(pupil, 'join 1A')).toBe('Вы уже там.')
    expect(await site.ask(parent, 'join 2A')).toContain('В вашей роли')
    const head = await site.admit(teacherId('S1', 2))
    expect(await site.ask(head, 'заявки')).toContain('1. Семёнов Пётр: ученик, 2А')
    expect(await site.ask(head, 'принять 1')).toBe('Принято: Семёнов Пётр.')
    expect(await site.ask(pupil, 'классы')).toContain('2А: ваш класс')
  })
})

describe('invite', () => {
  const invitations = () =>
    site.engine.store.invitations.ofSchool(schoolId('S1'), new Date().toISOString())
  const shared = () =>
    site.engine.store.sharedLinks.ofSchool(schoolId('S1'), new Date().toISOString())

  test('a class: one link whose applications wait, and nobody’s slip is taken away', async () => {
    const before = await invitations()
    const answer = await site.ask(teacher, 'пригласить 1а')
    expect(answer).toMatch(
      /^Ссылка для учеников класса 1А, действует 14 дней: https:\/\/school.test\/join\//,
    )
    expect(answer).toContain('Из списка школы ещё не вошли: 1.')
    expect(await shared()).toEqual([
      expect.objectContaining({
        class: 'S1-C1',
        role: 'pupil',
        createdBy: teacher,
        status: 'open',
      }),
    ])
    expect(await invitations()).toEqual(before)
    const token = /join\/(\S+)/.exec(answer)?.[1] ?? ''
    const found = await site.engine.store.sharedLinks.find(token, new Date().toISOString())
    expect(found?.class).toBe('S1-C1')
    expect(await site.ask(teacher, 'invite 1A parents')).toContain('родителей класса 1А')
  })

  test('each of a class who has not entered, or one by name', async () => {
    const each = await site.ask(teacher, 'пригласить 1А личные')
    expect(each).toMatch(/^Семёнова Анна: https:\/\/school.test\/join\/\S+ \(\w{4}-\w{4}-\w{4}\)\n/)
    const one = await site.ask(teacher, 'пригласить Семенову')
    const open = (await invitations()).filter(({ status }) => status === 'open')
    expect(open).toEqual([
      expect.objectContaining({ person: pupilId('S1', 1, 2), purpose: 'enter' }),
    ])
    const token = /join\/(\S+)/.exec(one)?.[1] ?? ''
    expect((await site.engine.store.invitations.find(token, new Date().toISOString()))?.id).toBe(
      open[0]?.id,
    )
    expect(await site.ask(teacher, 'пригласить Семенова Петра')).toContain('кто ещё не вошёл')
    expect(await site.ask(teacher, 'пригласить 7Б')).toContain('Такого класса')
  })
})

describe('reset', () => {
  test('gives a one-time code for a pupil or parent of the own class who has entered', async () => {
    const answer = await site.ask(teacher, 'сброс Семёнова')
    expect(answer).toMatch(/^Семёнов Пётр: код \w{4}-\w{4}-\w{4}\nhttps:\/\/school.test\/join\//)
    const code = /код (\S+)/.exec(answer)?.[1] ?? ''
    const found = await site.engine.store.invitations.find(code, new Date().toISOString())
    expect(found).toMatchObject({ purpose: 'reset', person: pupilId('S1', 1, 1), status: 'open' })
    expect(await site.ask(teacher, 'reset Анна')).toContain('Кто ещё не входил')
  })

  test('of a parent who teaches as well only the administrator does', async () => {
    const both = smallSchool({ id: 'S7' })
    const staff = personId('S7-T2')
    const other = await startBotSite(both)
    const head = await other.admit(teacherId('S7', 1))
    const administrator = await other.admit(personId('S7-A1'))
    await other.admit(parentId('S7', 1, 1), [staff])
    expect(await other.ask(head, `reset Фамилия-${parentId('S7', 1, 1)}`)).toContain('В вашей роли')
    expect(await other.ask(administrator, `reset Фамилия-${parentId('S7', 1, 1)}`)).toContain(
      ': код ',
    )
  })

  test('of somebody of the staff elsewhere not even the administrator here', async () => {
    const here = smallSchool({ id: 'S8' })
    const there = smallSchool({ id: 'S9' })
    const other = await startBotSite(here, there)
    const administrator = await other.admit(personId('S8-A1'))
    await other.admit(parentId('S8', 1, 1), [personId('S9-A1')])
    const answer = await other.ask(administrator, `reset Фамилия-${parentId('S8', 1, 1)}`)
    expect(answer).toContain('другая школа')
  })
})

test('No name, text or code stands in the log.', async () => {
  await site.ask(teacher, 'сброс Семёнова')
  await site.ask(teacher, 'пригласить Семенову')
  const log = site.logLines.join('\n')
  expect(log).not.toMatch(/Сем[её]нов|сброс|пригласить|join\//i)
})

test('A class that two schools have is the one that is one’s own.', async () => {
  const other = await startBotSite(smallSchool({ id: 'S5' }), smallSchool({ id: 'S6' }))
  const both = await other.admit(teacherId('S6', 2), [parentId('S5', 2, 1)])
  await other.ask(both, 'new chat 2A Кружок')
  expect((await other.engine.store.schools.load(schoolId('S6')))?.chats).toEqual([
    expect.objectContaining({ class: classId('S6-C2') }),
  ])
})
