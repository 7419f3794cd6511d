/** What is one's own: classes, chats (and open ones to join and leave), children. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { describeRoom, joinChat, leaveChat, listRooms } from '@lyceum/core/provision/chats.ts'
import { compareLabels } from '@lyceum/core/school/blueprint.ts'
import { mayJoin } from '@lyceum/core/school/chats.ts'
import { classTeachersOf } from '@lyceum/core/school/describe-class.ts'
import { chatId, type ClassId, type PersonId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import type { SchoolStanding } from '@lyceum/core/school/policy/standing.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import { parseInput } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { actingAs, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import type { SignedIn } from './sessions.ts'

const SchoolOnly = z.strictObject({ school: inputs.SchoolIdText.optional() })

export function addOwnChatRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.get('/api/v1/me/classes', async (request, reply) => {
    const own = await ownSchools(context, await guard.requireSession(request))
    return reply.send({
      classes: own.flatMap(([here, school]) => classesIn(here, school)),
      others: own.flatMap(([here, school]) => otherClassesIn(here, school)),
    })
  })

  server.get('/api/v1/me/children', async (request, reply) => {
    const own = await ownSchools(context, await guard.requireSession(request))
    const found = await Promise.all(own.map(([here, school]) => childrenIn(context, here, school)))
    reply.header('cache-control', 'no-store')
    return reply.send({ children: found.flat() })
  })

  server.get('/api/v1/me/chats', async (request, reply) => {
    const own = await ownSchools(context, await guard.requireSession(request))
    const found = await Promise.all(own.map(([here, school]) => chatsIn(context, here, school)))
    return reply.send({
      chats: found.flatMap((one) => one.chats),
      open: found.flatMap((one) => one.open),
    })
  })

  server.post<inputs.WithId>('/api/v1/me/chats/:id/join', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school, persons } = await chatOf(context, signedIn, request.params.id, request.body)
    const chat = chatId(request.params.id)
    await joinChat(engine, school, { chat, persons }, signedIn.user).catch(inputs.explainChange)
    const room = (await listRooms(engine, school)).find((one) => one.chat?.id === chat)?.room
    return reply.send({ chat: { id: chat, room_id: room ?? null } })
  })

  server.post<inputs.WithId>('/api/v1/me/chats/:id/leave', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school, persons } = await chatOf(context, signedIn, request.params.id, request.body)
    const chat = chatId(request.params.id)
    const hasLeft = await leaveChat(engine, school, { chat, persons }, signedIn.user).catch(
      inputs.explainChange,
    )
    if (!hasLeft) {
      throw new Refused(problem('not-joined', 409, 'You did not join this chat by choice.'))
    }
    return reply.code(204).send()
  })
}

type OwnSchool = readonly [SchoolStanding, School]

async function ownSchools(
  { engine }: PeopleContext,
  signedIn: SignedIn,
): Promise<readonly OwnSchool[]> {
  const loaded = await Promise.all(
    actingAs(signedIn).schools.map(async (here): Promise<readonly OwnSchool[]> => {
      const school = await engine.store.schools.load(here.school)
      return school === undefined ? [] : [[here, school]]
    }),
  )
  return loaded.flat()
}

/** Throws 404 for a chat of no school of one's own; that it is not open to one is said later. */
async function chatOf(context: PeopleContext, signedIn: SignedIn, id: string, body: unknown) {
  const { school: asked } = parseInput(SchoolOnly, body)
  const has = (one: School) => one.chats?.some((chat) => chat.id === id) === true
  const school = await inputs.findSchool(context, signedIn, asked, has)
  const here = actingAs(signedIn).schools.find((one) => one.school === school?.info.id)
  if (school === undefined || here === undefined) throw new Refused(problems.notFound)
  return { school, persons: here.persons }
}

export function classesIn(here: SchoolStanding, school: School) {
  const roles = [
    ['teacher', here.teaches.union(here.headOf)],
    ['pupil', here.pupilOf],
    ['parent', here.parentIn],
  ] as const
  return school.classes.flatMap(({ id, label }) => {
    const held = roles.filter(([, classes]) => classes.has(id)).map(([role]) => role)
    if (held.length === 0) return []
    const place = { id, name: label, school: school.info.id, school_name: school.info.name }
    return [{ ...place, roles: held, class_teachers: leadersOf(school, id) }]
  })
}

/** Classes to ask for: a pupil's or a teacher's way into one more. A parent is in classes by a child. */
function otherClassesIn(here: SchoolStanding, school: School) {
  const { roles } = here
  if (!(['pupil', 'teacher', 'administrator'] as const).some((role) => roles.has(role))) return []
  const own = here.pupilOf.union(here.teaches).union(here.headOf)
  return school.classes
    .filter(({ id }) => !own.has(id))
    .toSorted((a, b) => compareLabels(a.label, b.label))
    .map(({ id, label }) => {
      return { id, name: label, school: school.info.id, school_name: school.info.name }
    })
}

async function childrenIn({ engine }: PeopleContext, here: SchoolStanding, school: School) {
  const accounts = await engine.store.accounts.ofSchool(school.info.id)
  const users = new Map(
    accounts.filter(({ state }) => !isOver(state)).map((one) => [one.person, one.userId]),
  )
  return school.people
    .filter(({ id }) => here.children.has(id))
    .map((child) => ({
      id: child.id,
      name: fullName(child, school.info.language),
      school: school.info.id,
      school_name: school.info.name,
      user_id: users.get(child.id) ?? null,
      classes: classesOfPupil(school, child.id),
    }))
}

function classesOfPupil(school: School, pupil: PersonId) {
  const own = new Set(
    school.places
      .filter((one) => one.person === pupil && one.role === 'pupil')
      .map((one) => one.class),
  )
  return school.classes
    .filter(({ id }) => own.has(id))
    .map(({ id, label }) => ({ id, name: label, class_teachers: leadersOf(school, id) }))
}

function leadersOf(school: School, cls: ClassId) {
  return classTeachersOf(school, cls).map((one) => ({
    id: one.id,
    name: fullName(one, school.info.language),
  }))
}

export async function chatsIn({ engine }: PeopleContext, here: SchoolStanding, school: School) {
  const rooms = await listRooms(engine, school)
  const isMine = (members: ReadonlyMap<PersonId, number>) =>
    [...here.persons].some((person) => members.has(person))
  const chosen = (id: string) =>
    school.chatPlaces?.some((one) => one.chat === id && here.persons.has(one.person)) === true
  return {
    chats: rooms
      .filter((one) => isMine(one.blueprint.members))
      .map((one) => {
        const { room_id, kind, name, class: cls, school: id } = describeRoom(one)
        return { room_id, id: one.chat?.id ?? null, school: id, class: cls, kind, name }
      }),
    open: rooms.flatMap(({ chat, blueprint, room }) => {
      if (chat === undefined) return []
      const open = mayJoin(school, chat, engine.blueprint)
      if (!isMine(new Map([...open].map((person) => [person, 0])))) return []
      const { school: id, class: cls } = blueprint.mark
      const joined = chosen(chat.id)
      // Where it is, only those are told who are in it.
      const place = { room_id: joined ? (room ?? null) : null, school: id, class: cls ?? null }
      return [{ ...place, id: chat.id, name: chat.name, joined }]
    }),
  }
}
