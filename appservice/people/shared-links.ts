/** Links that many use, among the invitations of those who may invite. */
import { z } from 'zod'
import type { ClassId, SchoolId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import type { SharedLink } from '@lyceum/core/store/letting-in-ports.ts'
import { wrongField } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { actingAs, isWithin, requireRight, type SchoolReach } from './guard.ts'
import * as inputs from './inputs.ts'
import { mayShare } from './invite-rights.ts'
import { linkAddress } from './invitees.ts'
import type { Acting } from './sessions.ts'

export const SharedBody = z.strictObject({
  shared: z.literal(true),
  school: inputs.SchoolIdText.optional(),
  role: inputs.RoleName,
  class: inputs.ClassIdText.optional(),
  /** How many may apply by it. */
  uses: z.number().int().min(1).max(10_000).optional(),
  expires_days: z.number().int().min(1).max(365).default(14),
})
type SharedBody = z.infer<typeof SharedBody>

type WithUrl = PeopleContext & { readonly publicUrl: string }

/** Over the staff the right is the school's, whatever class the link names. */
export async function issueShared(context: WithUrl, signedIn: Acting, body: SharedBody) {
  const { role, class: cls, uses } = body
  const id = inputs.schoolMeant(signedIn, body.school)
  const right = mayShare(actingAs(signedIn), role, { school: id, class: cls })
  if (!right.allowed) throw new Refused(problems.notAllowed(right.reason))
  const school = await inputs.loadSchool(context, id)
  if (cls !== undefined && !school.classes.some((one) => one.id === cls)) {
    throw new Refused(wrongField('class', 'There is no such class in the school.', 422))
  }
  const { engine, now, publicUrl } = context
  const at = now().toISOString()
  const expiresAt = new Date(now().getTime() + body.expires_days * 86_400_000).toISOString()
  const wanted = { school: id, class: cls, role, uses, createdBy: signedIn.user, expiresAt }
  const issued = await engine.store.sharedLinks.issue(wanted, at)
  const details = { link: issued.link.id, role }
  const action = 'shared-link-issued'
  await engine.store.journal.append({ at, actor: signedIn.user, action, school: id, details })
  const { token, code } = issued
  return { ...describeShared(school, issued.link), url: linkAddress(publicUrl, token), code }
}

export async function listShared(
  { engine, now }: PeopleContext,
  school: School,
  reach: SchoolReach['reach'],
  wanted: { readonly class?: ClassId | undefined; readonly role?: Role | undefined },
) {
  const links = await engine.store.sharedLinks.ofSchool(school.info.id, now().toISOString())
  return links
    .filter(({ class: cls, role }) => {
      return reach === 'school' || (!isStaff(role) && isWithin(reach, cls))
    })
    .filter(({ class: cls }) => wanted.class === undefined || cls === wanted.class)
    .filter(({ role }) => wanted.role === undefined || role === wanted.role)
    .map((link) => describeShared(school, link))
}

/** False when the school has no such link. Throws `Refused` with 403, and 409 for one that is not open. */
export async function revokeShared(
  { engine, now }: PeopleContext,
  signedIn: Acting,
  school: SchoolId,
  id: string,
): Promise<boolean> {
  const at = now().toISOString()
  const { sharedLinks, journal } = engine.store
  const found = (await sharedLinks.ofSchool(school, at)).find((one) => one.id === id)
  if (found === undefined) return false
  const cls = isStaff(found.role) ? undefined : found.class
  requireRight(signedIn, 'revoke-invitation', { school, class: cls })
  if (!(await sharedLinks.revoke(id, at))) throw new Refused(notOpen)
  const action = 'shared-link-revoked'
  await journal.append({ at, actor: signedIn.user, action, school, details: { link: id } })
  return true
}

export const notOpen = problem('not-open', 409, 'This invitation was not open any more.')

/** Link and code only of one that was just issued: afterwards nobody knows them. */
function describeShared({ info, classes }: School, link: SharedLink) {
  return {
    id: link.id,
    url: null as string | null,
    code: null as string | null,
    shared: true,
    school: info.id,
    school_name: info.name,
    class: link.class ?? null,
    class_name: classes.find(({ id }) => id === link.class)?.label ?? null,
    role: link.role,
    person: null,
    uses: link.uses ?? null,
    used: link.used,
    status: link.status,
    expires_at: link.expiresAt,
  }
}

function isStaff(role: Role): boolean {
  return role === 'administrator' || role === 'teacher'
}
