/** Who is asking, and whether they may: every route under /api/v1 for people who are signed in begins with this. */
import type { FastifyRequest } from 'fastify'
import { may, type RightsTarget } from '@lyceum/core/school/rights/may.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import { problems, Refused } from '../http/problems.ts'
import type { Sessions, SignedIn } from './sessions.ts'

export interface Guard {
  /** Undefined without a session that counts. */
  findSession(request: FastifyRequest): Promise<SignedIn | undefined>
  /** Throws `Refused` with 401. */
  requireSession(request: FastifyRequest): Promise<SignedIn>
}

export function createGuard(sessions: Sessions): Guard {
  async function findSession(request: FastifyRequest): Promise<SignedIn | undefined> {
    const { authorization = '' } = request.headers
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
    return token === undefined ? undefined : sessions.find(token)
  }

  return {
    findSession,
    async requireSession(request) {
      const found = await findSession(request)
      if (found === undefined) throw new Refused(problems.notSignedIn)
      return found
    },
  }
}

/** Throws `Refused` with 403. */
export function requireRight(
  { standing }: SignedIn,
  action: RightsAction,
  target: RightsTarget,
): void {
  const right = may(standing, action, target)
  if (!right.allowed) throw new Refused(problems.notAllowed(right.reason))
}
