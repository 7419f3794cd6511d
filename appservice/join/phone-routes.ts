import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { SchoolId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import { parseInput } from '../http/parse-input.ts'
import { phoneProblems } from '../phone/phone-checks.ts'
import type { JoinContext } from './context.ts'
import { findInvitation } from './find-invitation.ts'
import { joinProblems } from './problems.ts'
import type { SecretGuard } from './secret-guard.ts'

const CodeBody = z.strictObject({
  /** Token or typed code: who holds no invitation has nothing sent. */
  invitation: z.string().max(200),
  number: z.string().max(40),
})

/** A parents' evening behind one address. */
const codesAnHour = { rateLimit: { max: 60, timeWindow: '1 hour' } }

export function addPhoneRoutes(
  server: FastifyInstance,
  join: JoinContext,
  guarded: SecretGuard,
): void {
  server.post('/api/v1/phone/codes', { config: codesAnHour }, async (request, reply) => {
    const { invitation, number } = parseInput(CodeBody, request.body)
    return guarded(request, reply, invitation, async (secret) => {
      const found = await invitedBy(join, secret)
      if (found === undefined) return joinProblems.unknown
      if (found.status !== undefined) return joinProblems[found.status]
      const { phone, store } = join
      if (phone === undefined || !phone.isAskedOf(found.role)) return phoneProblems.off
      const school = await store.schools.load(found.school)
      if (school === undefined) return joinProblems.revoked
      return phone.send(number, 'enter', school.info.language)
    })
  })
}

interface Invited {
  readonly school: SchoolId
  readonly role: Role
  /** Undefined: open. */
  readonly status: 'used' | 'expired' | 'revoked' | undefined
}

/** By a slip or by a link that many use; a code for a new password asks for no number. */
async function invitedBy(join: JoinContext, secret: string): Promise<Invited | undefined> {
  const slip = await findInvitation(join, secret)
  const found = slip ?? (await join.store.sharedLinks.find(secret, join.now().toISOString()))
  if (found === undefined || slip?.purpose === 'reset') return undefined
  const { school, role, status } = found
  // With a link's uses used up somebody may still be in the middle of applying.
  const isOpen = status === 'open' || (slip === undefined && status === 'used')
  return { school, role, status: isOpen ? undefined : status }
}
