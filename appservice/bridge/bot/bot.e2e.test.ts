/** The bot as people meet it: an ordinary client, a real Synapse that asks before people meet, the service behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personId, schoolId, type PersonId, type UserId } from '@lyceum/core/school/ids.ts'
import { freshSchoolId } from '@lyceum/core/testing/real-engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../../testing/closed-site.ts'
import { startPlainClient, type PlainClient } from '../../testing/plain-client.ts'

const id = freshSchoolId()
const patience = { timeout: 60_000, interval: 200 }
let site: ClosedSite
let administrator: PlainClient
let teacher: PlainClient
let pupil: PlainClient
let talk: string
const clients: PlainClient[] = []

beforeAll(async () => {
  site = await startClosedSite({ schools: [smallSchool({ id })] })
  administrator = await signIn(personId(`${id}-A1`))
  teacher = await signIn(teacherId(id, 1))
  pupil = await signIn(pupilId(id, 1, 1))
  talk = await talkToBot(teacher)
})
afterAll(async () => {
  for (const client of clients) client.stop()
  await site.stop()
})

async function signIn(person: PersonId): Promise<PlainClient> {
  const client = await startPlainClient(site.homeserverUrl, await site.enter(person))
  clients.push(client)
  return client
}

/** Until it has said what may be said to it: everything after that is an answer. */
async function talkToBot(client: PlainClient): Promise<string> {
  const room = await client.openDirect(site.bot)
  await client.message(room, site.bot, 'Мне можно написать')
  return room
}

async function api(method: string, path: string, body?: object) {
  const response = await fetch(`${site.service.url}/api/v1/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  return { status: response.status, body: (await response.json()) as any }
}

const userOf = (client: PlainClient) => client.matrix.getSafeUserId() as UserId

/** Where the bot tells somebody of applications: another conversation than the one they began. */
async function toldTo(client: PlainClient): Promise<string> {
  const { store } = site.service
  await expect.poll(() => store.talks.find(site.bot, userOf(client)), patience).toBeDefined()
  const room = (await store.talks.find(site.bot, userOf(client))) ?? ''
  await expect.poll(() => client.matrix.getRoom(room)?.getMyMembership(), patience).toBe('join')
  return room
}

/** By a link that the class teacher got from the bot. */
async function applyBy(link: string, login: string, name: string) {
  const token = /join\/(\S+)/.exec(link)?.[1] ?? ''
  const { body } = await api('GET', `invitations/${token}`)
  expect(body).toMatchObject({ class: `${id}-C1`, role: 'pupil', needs: { approval: true } })
  const answer = await api('POST', `invitations/${token}/redeem`, {
    login,
    password: 'tiger-window-lamp-4821',
    full_name: name,
  })
  expect(answer).toMatchObject({ status: 201, body: { state: 'waiting' } })
  return { user: answer.body.user_id as UserId, waiting: answer.body.waiting as string }
}

async function stateOf(waiting: string): Promise<string> {
  const response = await fetch(`${site.service.url}/api/v1/waiting`, {
    headers: { authorization: `Bearer ${waiting}` },
  })
  return JSON.stringify(await response.json())
}

test('who opens a conversation with the bot in an ordinary client is answered there', async () => {
  const room = await pupil.openDirect(site.bot, 'классы')
  await pupil.message(room, site.bot, '1А: ваш класс')
  expect(await pupil.ask(room, site.bot, 'help')).toContain('Мне можно написать')
  expect(await pupil.ask(room, site.bot, 'пригласить 1А')).toContain('В вашей роли')
})

describe('applications', () => {
  test('accepted by ✅ of the class teacher in the direct message, and the pupil is in', async () => {
    const link = await teacher.ask(talk, site.bot, 'пригласить 1А')
    const { user, waiting } = await applyBy(link, 'first', 'Первый Пётр')
    const room = await toldTo(teacher)
    await teacher.react(room, await teacher.message(room, site.bot, 'Первый Пётр'), '✅')
    await expect.poll(() => stateOf(waiting), patience).toContain('"accepted"')
    const chat = await site.roomOf(schoolId(id), 'C1/class-chat')
    await expect
      .poll(() => site.service.engine.homeserver.joinedRooms(user), patience)
      .toContain(chat)
  })

  test('accepted by ✅ of an administrator in their room; who comes second is told who decided', async () => {
    const link = await teacher.ask(talk, site.bot, 'invite 1A')
    const { waiting } = await applyBy(link, 'second', 'Вторая Анна')
    const administration = await site.roomOf(schoolId(id), '/administration')
    const notice = await administrator.message(administration, site.bot, 'Вторая Анна')
    await administrator.react(administration, notice, '👍🏽')
    await expect.poll(() => stateOf(waiting), patience).toContain('"accepted"')
    const room = await toldTo(teacher)
    await teacher.react(room, await teacher.message(room, site.bot, 'Вторая Анна'), '❌')
    await teacher.message(room, site.bot, `Это уже решено: Вторая Анна, принято (Фамилия-${id}-A1`)
    expect(await stateOf(waiting)).toContain('"accepted"')
  })

  test('declined by a reply with the reason, which the applicant sees', async () => {
    const link = await teacher.ask(talk, site.bot, 'invite 1A')
    const { waiting } = await applyBy(link, 'third', 'Третий Лев')
    const room = await toldTo(teacher)
    const notice = await teacher.message(room, site.bot, 'Третий Лев')
    expect(await teacher.ask(room, site.bot, 'нет, не тот класс', notice)).toContain('не тот класс')
    await expect.poll(() => stateOf(waiting), patience).toContain('"declined"')
    expect(await stateOf(waiting)).toContain('не тот класс')
  })

  test('listed and accepted by number', async () => {
    const link = await teacher.ask(talk, site.bot, 'invite 1A')
    const { waiting } = await applyBy(link, 'fourth', 'Четвёртая Яна')
    const list = await teacher.ask(talk, site.bot, 'заявки')
    const number = /(\d+)\. Четвёртая Яна/.exec(list)?.[1]
    expect(await teacher.ask(talk, site.bot, `принять ${number}`)).toBe('Принято: Четвёртая Яна.')
    await expect.poll(() => stateOf(waiting), patience).toContain('"accepted"')
  })
})

test('write finds the class teacher and opens a room of the two without the bot', async () => {
  const parent = await signIn(parentId(id, 1, 1))
  const room = await talkToBot(parent)
  const answer = await parent.ask(room, site.bot, `написать Фамилия-${teacherId(id, 1)}`)
  const direct = decodeURIComponent(/#\/([^?]+)\?/.exec(answer)?.[1] ?? '')
  await expect.poll(() => parent.matrix.getRoom(direct)?.getMyMembership(), patience).toBe('join')
  const members = await site.service.engine.homeserver.membersAs(userOf(parent), direct as never)
  expect([...(members?.keys() ?? [])].toSorted()).toEqual(
    [userOf(parent), userOf(teacher)].toSorted(),
  )
})

test('a pupil’s code from the bot opens the page for a new password', async () => {
  const answer = await teacher.ask(talk, site.bot, `сброс Фамилия-${pupilId(id, 1, 1)}`)
  const token = /join\/(\S+)/.exec(answer)?.[1] ?? ''
  expect((await api('GET', `invitations/${token}`)).body).toMatchObject({ purpose: 'reset' })
})

test('!report in a class chat is taken away, and the class teacher has the message', async () => {
  const chat = await site.roomOf(schoolId(id), 'C1/class-chat')
  const writer = await signIn(pupilId(id, 1, 2))
  const { event_id: bad } = await writer.matrix.sendTextMessage(chat, 'обидное слово')
  const content = {
    msgtype: 'm.text',
    body: '!жалоба',
    'm.relates_to': { 'm.in_reply_to': { event_id: bad } },
  }
  const { event_id: said } = await pupil.matrix.sendEvent(
    chat,
    'm.room.message' as never,
    content as never,
  )
  const room = await toldTo(teacher)
  const notice = await teacher.message(room, site.bot, 'обидное слово')
  const isGone = async (event: string) => {
    const found = await pupil.matrix.fetchRoomEvent(chat, event)
    return found.unsigned?.redacted_because !== undefined
  }
  await expect.poll(() => isGone(said), patience).toBe(true)
  await teacher.react(room, notice, '✅')
  await expect.poll(() => isGone(bad), patience).toBe(true)
})

test('where somebody else is invited the bot says a word, leaves, and nothing said there is kept', async () => {
  const room = await talkToBot(teacher)
  await teacher.matrix.invite(room, userOf(administrator))
  await teacher.message(room, site.bot, 'один на один')
  await expect
    .poll(() => teacher.matrix.getRoom(room)?.getMember(site.bot)?.membership, patience)
    .toBe('leave')
  expect(await site.service.store.facts.botRoomsSince(0)).toContainEqual({
    room,
    person: undefined,
  })
  const log = site.service.logLines.join('\n')
  expect(log).not.toMatch(/Первый|Вторая|Третий|Четвёртая|обидное|не тот класс/)
})
