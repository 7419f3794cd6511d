/** Invitations of people, for those who may invite them. What a token is for is told, without a session, by `join/routes`. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { SchoolId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Place } from '@lyceum/core/school/places.ts'
import { reachOf } from '@lyceum/core/school/rights/may.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import { parseInput, wrongField } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import {
  actingAs,
  isWithin,
  requireReach,
  requireRight,
  requireRightInAny,
  type Guard,
} from './guard.ts'
import { inviteActions, mayInvite } from './invite-rights.ts'
import { describeInvitee, inviteesOf, issueFor, type Invitee } from './invitees.ts'
import * as inputs from './inputs.ts'
import { issueShared, listShared, notOpen, revokeShared, SharedBody } from './shared-links.ts'
import type { SignedIn } from './sessions.ts'

const filters = {
  school: inputs.SchoolIdText.optional(),
  class: inputs.ClassIdText.optional(),
  role: inputs.RoleName.optional(),
  person: inputs.PersonIdText.optional(),
}
const InvitationsQuery = z.strictObject({ ...filters, ...inputs.Page })
const IssueBody = z.strictObject({
  ...filters,
  expires_days: z.number().int().min(1).max(365).default(14),
})
type Filters = Pick<z.infer<typeof IssueBody>, keyof typeof filters>

export function addInvitationLists(
  server: FastifyInstance,
  context: PeopleContext & { readonly publicUrl: string },
  guard: Guard,
): void {
  const { store } = context.engine
  const config = inputs.changesPerMinute

  server.get('/api/v1/invitations', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = parseInput(InvitationsQuery, request.query)
    const found = await Promise.all(
      requireReach(signedIn, 'see-invitations', query.school).map(async ({ school, reach }) => {
        const of = await inputs.loadSchool(context, school)
        const invitees = (await inviteesOf(context, of))
          .filter(
            (one) => one.places.some((place) => isWithin(reach, place.class)) || reach === 'school',
          )
          .filter((one) => isMeant(one, query))
          .map((one) => describeInvitee(one))
        const shared = query.person === undefined ? await listShared(context, of, reach, query) : []
        return [...shared, ...invitees]
      }),
    )
    const all = found.flat()
    reply.header('cache-control', 'no-store')
    return reply.send({
      invitations: all.slice(query.offset, query.offset + query.limit),
      total: all.length,
    })
  })

  server.post('/api/v1/invitations', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    reply.header('cache-control', 'no-store')
    if (isForMany(request.body)) {
      const shared = parseInput(SharedBody, request.body)
      const invitation = await issueShared(context, signedIn, shared)
      return reply.code(201).send({ invitations: [invitation] })
    }
    const body = parseInput(IssueBody, request.body)
    if (body.class === undefined && body.role === undefined && body.person === undefined) {
      throw new Refused(wrongField('person', 'Say whom: person, class or role.'))
    }
    const id = inputs.schoolMeant(signedIn, body.school)
    requireInviteAtAll(signedIn, id, body)
    const school = await inputs.loadSchool(context, id)
    const meant = (await inviteesOf(context, school)).filter((one) => isMeant(one, body))
    if (meant.length === 0) throw new Refused(nobody(school, body))
    for (const one of meant) requireInvite(signedIn, school, one)
    const issued = await issueFor(context, meant, body.expires_days, signedIn.user)
    return reply.code(201).send({ invitations: issued })
  })

  server.post<inputs.WithId>(
    '/api/v1/invitations/:id/revoke',
    { config },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const at = context.now().toISOString()
      for (const { school: id } of requireReach(signedIn, 'revoke-invitation', undefined)) {
        const found = (await store.invitations.ofSchool(id, at)).find(
          (one) => one.id === request.params.id,
        )
        if (found === undefined) {
          if (await revokeShared(context, signedIn, id, request.params.id)) {
            return reply.code(204).send()
          }
          continue
        }
        const school = await inputs.loadSchool(context, id)
        const invitee = (await inviteesOf(context, school)).find(
          (one) => one.person.id === found.person,
        )
        requireRightOver(signedIn, 'revoke-invitation', school, invitee?.places ?? [])
        if (!(await store.invitations.revoke(found.id, at))) {
          throw new Refused(notOpen)
        }
        const details = { invitation: found.id, person: found.person }
        const action = 'invitation-revoked'
        await store.journal.append({ at, actor: signedIn.user, action, school: id, details })
        return reply.code(204).send()
      }
      throw new Refused(problems.notFound)
    },
  )
}

function isForMany(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'shared' in body && body.shared === true
}

function requireInvite(signedIn: SignedIn, { info }: School, { places }: Invitee): void {
  const right = mayInvite(actingAs(signedIn), info.id, places)
  if (!right.allowed) throw new Refused(problems.notAllowed(right.reason))
}

/** Before anybody is looked for: whether there is somebody is told only to who may invite such people. */
function requireInviteAtAll(signedIn: SignedIn, school: SchoolId, { class: cls, role }: Filters) {
  const wanted: readonly RightsAction[] =
    role === undefined ? ['invite-pupil', 'invite-parent', 'invite-staff'] : [inviteActions[role]]
  const isAny = wanted.some((action) => {
    const reach = reachOf(actingAs(signedIn), action, school)
    return reach === 'school' || (cls === undefined ? reach.size > 0 : reach.has(cls))
  })
  // Says why, as the first of them is refused.
  if (!isAny) requireRight(signedIn, wanted[0] ?? 'invite-pupil', { school, class: cls })
}

function requireRightOver(
  signedIn: SignedIn,
  action: RightsAction,
  { info }: School,
  places: readonly Place[],
): void {
  if (places.some(isStaff)) return requireRight(signedIn, action, { school: info.id })
  requireRightInAny(
    signedIn,
    action,
    info.id,
    places.flatMap((one) => one.class ?? []),
  )
}

function isStaff({ role }: Place): boolean {
  return role === 'administrator' || role === 'teacher'
}

function isMeant({ person, places }: Invitee, { class: cls, role, person: id }: Filters): boolean {
  if (id !== undefined && person.id !== id) return false
  return places.some((place) => {
    return (cls === undefined || place.class === cls) && (role === undefined || place.role === role)
  })
}

function nobody({ people }: School, { person }: Filters) {
  const isHere = person === undefined || people.some(({ id }) => id === person)
  return isHere
    ? problem('nobody-to-invite', 409, 'Everybody meant has entered already, or has no role.')
    : problems.notFound
}
