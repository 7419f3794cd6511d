/** Whether an account is the pupil's: parents say so of their own child, class teachers and administrators in their stead. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { confirmPupil, type Confirmed } from '@lyceum/core/provision/letting-in/confirm.ts'
import { confirmedBy, isTeachersTurn } from '@lyceum/core/provision/letting-in/confirmation.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { personId, type PersonId, type SchoolId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import type { Confirmation } from '@lyceum/core/store/letting-in-ports.ts'
import { parseInput } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs, isWithin, requireReach, requireRightInAny, type Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import type { SignedIn } from '../people/sessions.ts'

const SchoolQuery = z.strictObject({ school: inputs.SchoolIdText.optional() })
const OwnAnswer = z.strictObject({ answer: z.enum(['confirm', 'not-my-child']) })
const StaffAnswer = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  answer: z.enum(['confirm', 'refuse']).default('confirm'),
})

interface WithPupil {
  readonly Params: { readonly pupil: string }
}
export function addConfirmationRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.get('/api/v1/me/confirmations', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const found = await Promise.all(
      actingAs(signedIn).schools.map(async ({ school: id, children, roles }) => {
        if (children.size === 0 || roles.has('pupil')) return []
        const waiting = await waitingIn(context, id)
        const own = waiting.filter((one) => children.has(one.confirmation.pupil))
        return own
          .filter(({ by, denied }) => by === 'parent' && !denied.has(signedIn.user))
          .map(describe)
      }),
    )
    reply.header('cache-control', 'no-store')
    return reply.send({ confirmations: found.flat() })
  })

  server.post<WithPupil>('/api/v1/me/confirmations/:pupil', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { answer } = parseInput(OwnAnswer, request.body)
    const pupil = personId(request.params.pupil)
    const schools = actingAs(signedIn).schools.filter(({ children }) => children.has(pupil))
    // Children of others are as good as none.
    if (schools.length === 0) throw new Refused(problems.notFound)
    for (const { school } of schools) {
      const input = { school, pupil, actor: actingAs(signedIn), by: signedIn.user, answer }
      const confirmed = await confirmPupil(engine, input)
      // A child of two schools waits in one of them.
      if (confirmed.state !== 'nothing-to-confirm') return reply.send(stateOf(confirmed))
    }
    throw new Refused(nothingToConfirm)
  })

  server.get('/api/v1/confirmations', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = parseInput(SchoolQuery, request.query)
    const found = await Promise.all(
      requireReach(signedIn, 'confirm-pupil', query.school).map(async ({ school, reach }) => {
        const waiting = await waitingIn(context, school)
        const mine = waiting.filter((one) => {
          return reach === 'school' || one.classes.some(({ id }) => isWithin(reach, id))
        })
        return mine.map((one) => ({
          ...describe(one),
          user_id: one.application.user,
          by: one.by,
          denied: one.denied.size > 0,
          may_confirm: one.isTeachersTurn,
        }))
      }),
    )
    reply.header('cache-control', 'no-store')
    return reply.send({ confirmations: found.flat() })
  })

  server.post<inputs.WithId>('/api/v1/people/:id/confirm', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(StaffAnswer, request.body)
    const pupil = personId(request.params.id)
    const school = await schoolOf(context, signedIn, pupil, body.school)
    const places = school.places.filter((one) => one.person === pupil && one.role === 'pupil')
    const classes = places.map((one) => one.class)
    requireRightInAny(signedIn, 'confirm-pupil', school.info.id, classes)
    const confirmed = await confirmPupil(engine, {
      school: school.info.id,
      pupil,
      actor: actingAs(signedIn),
      by: signedIn.user,
      answer: body.answer === 'confirm' ? 'confirm' : 'not-my-child',
    })
    return reply.send(stateOf(confirmed))
  })
}

async function schoolOf(
  context: PeopleContext,
  signedIn: SignedIn,
  pupil: PersonId,
  asked: SchoolId | undefined,
): Promise<School> {
  const has = ({ people }: School) => people.some(({ id }) => id === pupil)
  const school = await inputs.findSchool(context, signedIn, asked, has)
  if (school === undefined) throw new Refused(problems.notFound)
  return school
}

const nothingToConfirm = problem('nothing-to-confirm', 409, 'There is nothing to confirm.')

/** Throws `Refused` where nothing came of it. */
function stateOf(confirmed: Confirmed): { readonly state: string } {
  switch (confirmed.state) {
    case 'not-allowed':
      throw new Refused(problems.notAllowed(confirmed.reason))
    case 'nothing-to-confirm':
      throw new Refused(nothingToConfirm)
    case 'already-decided':
      throw new Refused(problem('already-decided', 409, 'That was decided already.'))
    case 'confirmed':
    case 'denied':
    case 'refused':
      return { state: confirmed.state }
  }
}

interface Waiting {
  readonly school: School
  readonly confirmation: Confirmation
  readonly application: Application
  readonly classes: School['classes']
  readonly by: 'teacher' | 'parent'
  readonly denied: ReadonlySet<string>
  readonly isTeachersTurn: boolean
}

/** Pupils of the school whose account waits for somebody's word. */
async function waitingIn({ engine }: PeopleContext, id: SchoolId): Promise<readonly Waiting[]> {
  const { confirmations, applications, schools } = engine.store
  const asked = await confirmations.waiting(id)
  const school = asked.length === 0 ? undefined : await schools.load(id)
  if (school === undefined) return []
  const undone = await applications.undone()
  const found = asked.map(async (confirmation): Promise<readonly Waiting[]> => {
    const { pupil } = confirmation
    const application = undone.find((one) => {
      return one.school === id && one.state === 'accepted' && one.person === pupil
    })
    if (application === undefined) return []
    const by = confirmedBy(engine.lettingIn, application)
    if (by === 'none') return []
    const denied = await confirmations.deniers(id, pupil)
    const places = school.places.filter((one) => one.person === pupil && one.role === 'pupil')
    const classes = school.classes.filter(({ id: cls }) => places.some((one) => one.class === cls))
    const turn = await isTeachersTurn(engine, confirmation, by)
    return [{ school, confirmation, application, classes, by, denied, isTeachersTurn: turn }]
  })
  return (await Promise.all(found)).flat()
}

function describe({ school, confirmation, classes }: Waiting) {
  const pupil = school.people.find(({ id }) => id === confirmation.pupil)
  return {
    school: school.info.id,
    school_name: school.info.name,
    pupil: {
      id: confirmation.pupil,
      name: pupil === undefined ? null : fullName(pupil, school.info.language),
    },
    class: classes[0]?.id ?? null,
    class_name: classes[0]?.label ?? null,
    asked_at: confirmation.askedAt,
  }
}
