/** Somebody of the school asks for one more class or chat: an application like any other. And what one has applied for. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { submitApplication } from '@lyceum/core/provision/letting-in/submit.ts'
import { withdrawApplication } from '@lyceum/core/provision/letting-in/withdraw.ts'
import { nameParts } from '@lyceum/core/school/application.ts'
import { mayJoin } from '@lyceum/core/school/chats.ts'
import { chatId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import type { SchoolStanding } from '@lyceum/core/school/policy/standing.ts'
import type { NewApplication } from '@lyceum/core/store/letting-in-ports.ts'
import { parseInput } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs, type Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import type { SignedIn } from '../people/sessions.ts'
import { describeOwn } from './application-answer.ts'
import { alreadyDecided } from './decide-routes.ts'

const subjects = z.array(z.string().max(255)).max(30).default([])
const school = inputs.SchoolIdText.optional()
const Asked = z.union([
  z.strictObject({ school, class: inputs.ClassIdText, subjects }),
  z.strictObject({ school, chat: z.string().min(1).max(255).transform(chatId) }),
])
type Asked = z.infer<typeof Asked>
type AskedFor = Pick<NewApplication, 'kind' | 'role' | 'class' | 'subjects' | 'chat' | 'person'>

interface WithId {
  readonly Params: { readonly id: string }
}

export function addOwnApplications(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.get('/api/v1/me/applications', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const own = await engine.store.applications.ofUser(signedIn.user)
    const described = await Promise.all(
      own.map(async (one) => {
        const of = await engine.store.schools.load(one.school)
        return of === undefined ? [] : [describeOwn(one, of)]
      }),
    )
    reply.header('cache-control', 'no-store')
    return reply.send({ applications: described.flat() })
  })

  server.post('/api/v1/me/applications', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(Asked, request.body)
    const [of, here] = await findPlace(context, signedIn, body)
    const asked =
      'class' in body ? askForClass(of, here, body) : askForChat(context, of, here, body)
    const person = of.people.find(({ id }) => id === asked.person)
    if (person === undefined) throw new Refused(problems.notAllowed('not-your-role'))
    const added = await submitApplication(engine, {
      ...asked,
      school: of.info.id,
      classes: [],
      name: nameParts(person),
      childName: undefined,
      child: undefined,
      user: signedIn.user,
      madeAccount: false,
      link: undefined,
      waitingHash: undefined,
      consentVersion: undefined,
    })
    if (!('application' in added)) throw new Error('an application without a link met one')
    const isNew = added.state === 'added'
    return reply.code(isNew ? 201 : 200).send({ application: describeOwn(added.application, of) })
  })

  server.post<WithId>(
    '/api/v1/me/applications/:id/withdraw',
    { config },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const application = await engine.store.applications.find(request.params.id)
      if (application?.user !== signedIn.user) throw new Refused(problems.notFound)
      if (!(await withdrawApplication(engine, application))) {
        throw new Refused(alreadyDecided(application))
      }
      return reply.code(204).send()
    },
  )
}

/** Throws `Refused` with 404 for a class or chat of no school of one's own. */
async function findPlace(
  context: PeopleContext,
  signedIn: SignedIn,
  asked: Asked,
): Promise<readonly [School, SchoolStanding]> {
  const has = ({ classes, chats }: School) =>
    'class' in asked
      ? classes.some(({ id }) => id === asked.class)
      : chats?.some(({ id }) => id === asked.chat) === true
  const of = await inputs.findSchool(context, signedIn, asked.school, has)
  const here = actingAs(signedIn).schools.find((one) => one.school === of?.info.id)
  if (of === undefined || here === undefined) throw new Refused(problems.notFound)
  return [of, here]
}

function askForClass(
  of: School,
  here: SchoolStanding,
  asked: Extract<Asked, { readonly class: unknown }>,
): AskedFor {
  // A parent is in a class by a child, so there is none to ask for.
  const role = here.roles.has('pupil') ? 'pupil' : isStaff(here) ? 'teacher' : undefined
  if (role === undefined) throw new Refused(problems.notAllowed('not-your-role'))
  if (here.pupilOf.has(asked.class) || here.teaches.has(asked.class)) throw new Refused(alreadyIn)
  return {
    kind: 'class',
    role,
    class: asked.class,
    subjects: role === 'teacher' ? asked.subjects : [],
    chat: undefined,
    person: personWith(of, here, role === 'pupil' ? ['pupil'] : ['teacher', 'administrator']),
  }
}

function askForChat(
  { engine }: PeopleContext,
  of: School,
  here: SchoolStanding,
  asked: Extract<Asked, { readonly chat: unknown }>,
): AskedFor {
  const chat = of.chats?.find(({ id }) => id === asked.chat)
  if (chat === undefined) throw new Refused(problems.notFound)
  const open = mayJoin(of, chat, engine.blueprint)
  const person = [...here.persons].find((one) => open.has(one))
  if (person === undefined) {
    throw new Refused(problem('chat-not-open', 403, 'This chat is not open to you.'))
  }
  const isIn = of.chatPlaces?.some((one) => one.chat === chat.id && one.person === person)
  if (isIn === true) throw new Refused(alreadyIn)
  const [place] = placesOf(of).get(person) ?? []
  if (place === undefined) throw new Refused(problems.notAllowed('not-your-role'))
  return { kind: 'chat', role: place.role, class: chat.class, subjects: [], chat: chat.id, person }
}

const alreadyIn = problem('already-in', 409, 'You are in it already.')

function isStaff({ roles }: SchoolStanding): boolean {
  return roles.has('teacher') || roles.has('administrator')
}

/** Whom of those that the account stands for it is about. */
function personWith(
  of: School,
  here: SchoolStanding,
  wanted: readonly Role[],
): PersonId | undefined {
  const places = placesOf(of)
  return [...here.persons].find((person) => {
    return places.get(person)?.some(({ role }) => wanted.includes(role)) === true
  })
}
