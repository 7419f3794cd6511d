/**
 * Two schools and somebody of each role in them who talks to the bot. In school S1 the class teacher leads C2 and teaches
 * in C3 too, the plain teacher teaches in C2, parent and pupil are of C2. Of every class the second pupil and parent have
 * entered as well, and the others have not.
 */
import { randomUUID } from 'node:crypto'
import { changeSchool } from '@lyceum/core/provision/change.ts'
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { oneByHand } from '@lyceum/core/provision/one-by-hand.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import {
  classId,
  personId,
  schoolId,
  type ClassId,
  type PersonId,
  type RoomId,
  type SchoolId,
  type UserId,
} from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { NoticeAbout } from '@lyceum/core/store/notice-ports.ts'
import type { NewApplication } from '@lyceum/core/store/letting-in-ports.ts'
import { apply } from '@lyceum/core/testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startBotSite, type BotSite } from '../testing.ts'

export const actors = [
  'administrator',
  'class-teacher',
  'teacher',
  'parent',
  'pupil',
  'foreigner',
  'waiting',
  'stranger',
] as const
export type ActorName = (typeof actors)[number]

/** `led`: C2; `taught`: C3, of which the class teacher is a plain teacher; `other`: C1; `elsewhere`: a class of school S2. */
export type Scope = 'led' | 'taught' | 'other' | 'elsewhere'

export interface Target {
  readonly school: SchoolId
  readonly class: ClassId
  /** Have entered. */
  readonly pupil: PersonId
  readonly parent: PersonId
  readonly teacher: PersonId
  /** Have not. */
  readonly newPupil: PersonId
  readonly newParent: PersonId
  readonly newTeacher: PersonId
}

export interface BotCast {
  readonly site: BotSite
  /** What the bot answers to this, said where the two are alone. */
  ask(actor: ActorName, text: string): Promise<string>
  /** To a notice in the administration room of the school, whether or not the person is there. */
  react(actor: ActorName, at: Target, event: string, key: string): Promise<string>
  reply(actor: ActorName, at: Target, event: string, text: string): Promise<string>
  /** Somebody applies; `surname` is nobody else's. */
  applicant(at: Target, changes: Partial<NewApplication>): Promise<Application>
  /** Nobody decides it any more. */
  close(application: Application): Promise<void>
  /** A pupil who was accepted, and waits to be confirmed; the notice about it. */
  unconfirmed(at: Target): Promise<NoticeAbout>
  /** One more parent of the pupil of the class. */
  addGuardian(at: Target): Promise<PersonId>
  /** The event in the administration room. */
  noticeIn(at: Target, about: NoticeAbout): Promise<string>
  /** As if the bot had said something about it there. */
  makeNotice(at: Target, about: NoticeAbout): Promise<string>
  /** A message of a pupil of the class that another one reported; the notice about it. */
  reported(at: Target): Promise<NoticeAbout>
  /** All of both schools that a command of the bot could change. */
  footprint(): Promise<string>
}

const numbers = { led: 2, taught: 3, other: 1, elsewhere: 1 } as const

export function targetOf(scope: Scope): Target {
  const school = scope === 'elsewhere' ? 'S2' : 'S1'
  const n = numbers[scope]
  return {
    school: schoolId(school),
    class: classId(`${school}-C${n}`),
    pupil: pupilId(school, n, 2),
    parent: parentId(school, n, 2),
    teacher: teacherId(school, 1),
    newPupil: pupilId(school, n, 3),
    newParent: parentId(school, n, 3),
    newTeacher: personId(`${school}-T8`),
  }
}

export async function startBotCast(): Promise<BotCast> {
  const site = await startBotSite(
    withTeacher(
      withTeacher(smallSchool({ classes: 3, pupilsPerClass: 3 }), 'S1-T9', 'S1-C2'),
      'S1-T8',
      'S1-C1',
    ),
    withTeacher(smallSchool({ id: 'S2', classes: 1, pupilsPerClass: 3 }), 'S2-T8', 'S2-C1'),
  )
  const { engine } = site
  const { store, homeserver } = engine
  // The teacher's turn comes at once.
  const confirmPupils = { personal: 'none', shared: 'parent' } as const
  const lettingIn = { ...engine.lettingIn, confirmPupils, parentAnswersWithinDays: 0 }
  Object.assign(engine, { lettingIn })
  const users = await admitEverybody(site)
  let made = 0

  const roomOf = ({ school }: Target) => site.roomOf(school, '/administration')
  async function say(actor: ActorName, room: RoomId, type: string, content: object) {
    // Limits are shown elsewhere.
    site.pass(60)
    const event = { type, room_id: room, sender: userOf(users, actor), content: { ...content } }
    return (await site.deliver(event)).said.map(({ text }) => text).join('\n')
  }
  async function applicant(at: Target, changes: Partial<NewApplication>) {
    made += 1
    const name = { givenName: 'Новый', familyName: `Заявитель${made}` }
    return apply(engine, at.school, `applicant${made}`, { class: at.class, name, ...changes })
  }
  async function makeNotice(at: Target, about: NoticeAbout) {
    const event = `$notice-${randomUUID()}`
    await store.notices.add({ event, room: await roomOf(at), user: undefined }, about)
    return event
  }

  return {
    site,
    applicant,
    makeNotice,
    async ask(actor, text) {
      site.pass(60)
      const user = userOf(users, actor)
      return site.ask(user, text, { room: await talkOf(site, user) })
    },
    async react(actor, at, event, key) {
      const relation = { rel_type: 'm.annotation', event_id: event, key }
      return say(actor, await roomOf(at), 'm.reaction', { 'm.relates_to': relation })
    },
    async reply(actor, at, event, text) {
      const relation = { 'm.in_reply_to': { event_id: event } }
      const content = { msgtype: 'm.text', body: text, 'm.relates_to': relation }
      return say(actor, await roomOf(at), 'm.room.message', content)
    },
    async close({ id }) {
      const at = new Date().toISOString()
      const gone = { state: 'withdrawn', by: 'test', reason: undefined, person: undefined } as const
      if (await store.applications.decide(id, gone, at)) await store.applications.done(id, at)
    },
    async unconfirmed(at) {
      const { id } = await applicant(at, { role: 'pupil' })
      const decided = await decideApplication(engine, id, {
        actor: 'operator',
        by: 'operator',
        state: 'accepted',
      })
      const person = 'application' in decided ? decided.application.person : undefined
      return { kind: 'confirmation', subject: `${at.school}/${person}/${id}` }
    },
    async addGuardian({ school, pupil }) {
      made += 1
      const guardian = personId(`${school}-X${made}`)
      const person = { id: guardian, givenName: 'Имя', familyName: `Родитель${made}` }
      await changeSchool(
        engine,
        school,
        [
          { kind: 'add-person', person },
          { kind: 'add-guardianship', guardianship: { guardian, child: pupil } },
        ],
        { limits: oneByHand, actor: 'operator' },
      )
      return guardian
    },
    async noticeIn(at, about) {
      const room = await roomOf(at)
      const found = (await store.notices.about(about)).find((one) => one.room === room)
      if (found === undefined) throw new Error(`nothing was said about ${about.subject}`)
      return found.event
    },
    async reported(at) {
      const room = await site.roomOf(at.school, `${at.class}/class-chat`)
      const reporter = await accountOf(site, pupilId(at.school, Number(at.class.slice(-1)), 1))
      const sender = await accountOf(site, at.pupil)
      const event = homeserver.drift.send(room, sender, 'm.room.message', { body: 'x' })
      const id = randomUUID()
      const when = new Date().toISOString()
      await store.reports.add({ id, school: at.school, room, event, reporter, sender, at: when })
      return { kind: 'report', subject: id }
    },
    async footprint() {
      const at = new Date().toISOString()
      const parts = await Promise.all(
        (['S1', 'S2'] as const).map(async (id) => {
          const school = await store.schools.load(schoolId(id))
          return [
            school?.people.length,
            school?.places.length,
            school?.guardianships.length,
            school?.chats,
            await store.sharedLinks.ofSchool(schoolId(id), at),
            await store.invitations.ofSchool(schoolId(id), at),
            await store.applications.ofSchool(schoolId(id)),
            await store.reports.ofSchools([schoolId(id)]),
            await store.confirmations.waiting(schoolId(id)),
          ]
        }),
      )
      return JSON.stringify(parts)
    },
  }
}

function withTeacher(school: School, id: string, cls: string): School {
  const person = personId(id)
  const place = { person, class: classId(cls), role: 'teacher', subjects: [] } as const
  return {
    ...school,
    people: [...school.people, { id: person, givenName: 'Имя', familyName: `Фамилия-${id}` }],
    places: [...school.places, place],
  }
}

async function admitEverybody(site: BotSite): Promise<ReadonlyMap<ActorName, UserId>> {
  const { engine } = site
  const users = new Map<ActorName, UserId>([
    ['administrator', await site.admit(personId('S1-A1'))],
    ['class-teacher', await site.admit(teacherId('S1', 2))],
    ['teacher', await site.admit(personId('S1-T9'))],
    ['parent', await site.admit(parentId('S1', 2, 1))],
    ['pupil', await site.admit(pupilId('S1', 2, 1))],
    ['foreigner', await site.admit(personId('S2-A1'))],
  ])
  for (const [school, n] of [
    ['S1', 1],
    ['S1', 2],
    ['S1', 3],
    ['S2', 1],
  ] as const) {
    if (school === 'S2' || n !== 2) await site.admit(pupilId(school, n, 1))
    await site.admit(pupilId(school, n, 2))
    await site.admit(parentId(school, n, 2))
  }
  await site.admit(teacherId('S1', 1))
  await site.admit(teacherId('S2', 1))
  const { user } = await apply(engine, schoolId('S1'), 'waiting')
  users.set('waiting', user)
  await engine.homeserver.register('stranger')
  return users.set('stranger', `@stranger:${engine.homeserver.serverName}` as UserId)
}

function userOf(users: ReadonlyMap<ActorName, UserId>, actor: ActorName): UserId {
  const user = users.get(actor)
  if (user === undefined) throw new Error(`nobody is ${actor}`)
  return user
}

async function accountOf({ engine }: BotSite, person: PersonId): Promise<UserId> {
  const account = await engine.store.accounts.ofPerson(person)
  if (account === undefined) throw new Error(`${person} has not entered`)
  return account.userId
}

/** Also of who is held: no homeserver would let them say anything, and the bot knows it too. */
async function talkOf({ engine }: BotSite, user: UserId): Promise<RoomId> {
  const { store, homeserver } = engine
  const known = await store.talks.find(homeserver.bot, user)
  if (known !== undefined) return known
  const room = await homeserver.createDirectRoom(homeserver.bot, user)
  await store.talks.remember(homeserver.bot, user, room)
  await store.talks.openBotRoom(room, user)
  return room
}
