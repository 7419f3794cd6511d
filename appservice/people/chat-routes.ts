import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  archiveChat,
  createChat,
  editChat,
  findChat,
  describeRoom,
  listRooms,
} from '@lyceum/core/provision/chats.ts'
import { chatId } from '@lyceum/core/school/ids.ts'
import type { Chat, School } from '@lyceum/core/school/people.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { isWithin, requireReach, requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import type { SignedIn } from './sessions.ts'

const audience = z.enum(['administrator', 'teacher', 'class-teacher', 'pupil', 'parent'])
const fields = {
  name: z.string().trim().min(1).max(100),
  members: z.array(audience).max(5),
  writers: z.array(z.enum(['administrator', 'teacher'])).max(2),
  open_to: z.array(audience).max(5),
}
const ChatBody = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  class: inputs.ClassIdText.optional(),
  name: fields.name,
  members: fields.members.default([]),
  writers: fields.writers.default([]),
  open_to: fields.open_to.default([]),
})
const ChatEditBody = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  name: fields.name.optional(),
  members: fields.members.optional(),
  writers: fields.writers.optional(),
  open_to: fields.open_to.optional(),
})
const SchoolOnly = z.strictObject({ school: inputs.SchoolIdText.optional() })

export function addChatRoutes(server: FastifyInstance, context: PeopleContext, guard: Guard): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.get('/api/v1/chats', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(SchoolOnly, request.query)
    const found = await Promise.all(
      requireReach(signedIn, 'see-chats', asked).map(async ({ school: id, reach }) => {
        const rooms = await listRooms(engine, await inputs.loadSchool(context, id))
        return rooms.filter((one) => isWithin(reach, one.blueprint.mark.class)).map(describeRoom)
      }),
    )
    return reply.send({ chats: found.flat() })
  })

  server.post('/api/v1/chats', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(ChatBody, request.body)
    const id = inputs.schoolMeant(signedIn, body.school)
    requireRight(signedIn, 'create-chat', { school: id, class: body.class })
    const school = await inputs.loadSchool(context, id)
    const { name, members, writers, open_to: openTo } = body
    const wanted = { name, members, writers, openTo, ...(body.class && { class: body.class }) }
    const chat = await createChat(engine, school, wanted, signedIn.user).catch(inputs.explainChange)
    return reply.code(201).send({ chat: await answerOf(context, school, chat) })
  })

  server.get<inputs.WithId>('/api/v1/chats/:id', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(SchoolOnly, request.query)
    const { id } = request.params
    const [school, chat] = await findWithin(context, signedIn, 'see-chats', { id, asked })
    return reply.send({ chat: await answerOf(context, school, chat) })
  })

  server.patch<inputs.WithId>('/api/v1/chats/:id', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(ChatEditBody, request.body)
    const which = { id: request.params.id, asked: body.school }
    const [school, { id }] = await findWithin(context, signedIn, 'edit-chat', which)
    const { name, members, writers, open_to: openTo } = body
    const edit = {
      id,
      ...(name === undefined ? {} : { name }),
      ...(members === undefined ? {} : { members }),
      ...(writers === undefined ? {} : { writers }),
      ...(openTo === undefined ? {} : { openTo }),
    }
    const chat = await editChat(engine, school, edit, signedIn.user).catch(inputs.explainChange)
    return reply.send({ chat: await answerOf(context, school, chat) })
  })

  server.post<inputs.WithId>('/api/v1/chats/:id/archive', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(SchoolOnly, request.body)
    const which = { id: request.params.id, asked }
    const [school, { id }] = await findWithin(context, signedIn, 'edit-chat', which)
    await archiveChat(engine, school, id, signedIn.user).catch(inputs.explainChange)
    return reply.code(204).send()
  })
}

interface WhichChat {
  readonly id: string
  readonly asked: School['info']['id'] | undefined
}

/** Of a chat that is nobody's here, who manages no chats at all learns nothing. */
async function findWithin(
  context: PeopleContext,
  signedIn: SignedIn,
  action: 'see-chats' | 'edit-chat',
  { id, asked }: WhichChat,
): Promise<readonly [School, Chat]> {
  requireReach(signedIn, action, asked)
  const has = (one: School) => one.chats?.some((chat) => chat.id === id) === true
  const school = await inputs.findSchool(context, signedIn, asked, has)
  if (school === undefined) throw new Refused(problems.notFound)
  const chat = findChat(school, chatId(id))
  requireRight(signedIn, action, { school: school.info.id, class: chat.class })
  return [school, chat]
}

async function answerOf({ engine }: PeopleContext, { info }: School, chat: Chat) {
  const school = await engine.store.schools.load(info.id)
  const rooms = school === undefined ? [] : await listRooms(engine, school)
  const found = rooms.find((one) => one.chat?.id === chat.id)
  return found && describeRoom(found)
}
