/** Somebody of the school asks for one more class or chat: an application like any other. */
import { z } from 'zod'
import { submitApplication } from '@lyceum/core/provision/letting-in/submit.ts'
import { nameParts, type Application } from '@lyceum/core/school/application.ts'
import { mayJoin } from '@lyceum/core/school/chats.ts'
import { chatId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import type { SchoolStanding } from '@lyceum/core/school/policy/standing.ts'
import type { NewApplication } from '@lyceum/core/store/letting-in-ports.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import type { Acting } from '../people/sessions.ts'

const subjects = z.array(z.string().max(255)).max(30).default([])
const school = inputs.SchoolIdText.optional()
export const AskedForMore = z.union([
  z.strictObject({ school, class: inputs.ClassIdText, subjects }),
  z.strictObject({ school, chat: z.string().min(1).max(255).transform(chatId) }),
])
type Asked = z.infer<typeof AskedForMore>
type AskedFor = Pick<NewApplication, 'kind' | 'role' | 'class' | 'subjects' | 'chat' | 'person'>

interface AskedMore {
  readonly application: Application
  readonly school: School
  /** False where the same was asked for before, and waits. */
  readonly isNew: boolean
}

/** Throws `Refused`: 404 for a class or chat of no school of one's own, `already-in`, `chat-not-open`, `not-allowed`. */
export async function askForMore(
  context: PeopleContext,
  acting: Acting,
  body: Asked,
): Promise<AskedMore> {
  const [of, here] = await findPlace(context, acting, body)
  const asked = 'class' in body ? askForClass(of, here, body) : askForChat(context, of, here, body)
  const person = of.people.find(({ id }) => id === asked.person)
  if (person === undefined) throw new Refused(problems.notAllowed('not-your-role'))
  const added = await submitApplication(context.engine, {
    ...asked,
    school: of.info.id,
    classes: [],
    name: nameParts(person),
    childName: undefined,
    child: undefined,
    user: acting.user,
    madeAccount: false,
    link: undefined,
    waitingHash: undefined,
    consentVersion: undefined,
  })
  if (!('application' in added)) throw new Error('an application without a link met one')
  return { application: added.application, school: of, isNew: added.state === 'added' }
}

/** Throws `Refused` with 404 for a class or chat of no school of one's own. */
async function findPlace(
  context: PeopleContext,
  acting: Acting,
  asked: Asked,
): Promise<readonly [School, SchoolStanding]> {
  const has = ({ classes, chats }: School) =>
    'class' in asked
      ? classes.some(({ id }) => id === asked.class)
      : chats?.some(({ id }) => id === asked.chat) === true
  const of = await inputs.findSchool(context, acting, asked.school, has)
  const here = actingAs(acting).schools.find((one) => one.school === of?.info.id)
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
