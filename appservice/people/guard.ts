/** Who is asking, and whether they may: every route under /api/v1 for people who are signed in begins with this. */
import type { FastifyRequest } from 'fastify'
import { may, reachOf, type RightsTarget } from '@lyceum/core/school/rights/may.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import type { ClassId, SchoolId } from '@lyceum/core/school/ids.ts'
import type { Standing } from '@lyceum/core/school/policy/standing.ts'
import { bearerOf } from '../http/bearer.ts'
import { problems, Refused } from '../http/problems.ts'
import type { Acting, Sessions, SignedIn } from './sessions.ts'

export interface Guard {
  /** Undefined without a session that counts. */
  findSession(request: FastifyRequest): Promise<SignedIn | undefined>
  /** Throws `Refused` with 401. */
  requireSession(request: FastifyRequest): Promise<SignedIn>
}

export function createGuard(sessions: Sessions): Guard {
  async function findSession(request: FastifyRequest): Promise<SignedIn | undefined> {
    const token = bearerOf(request)
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

/** What the session may act as: one that a widget of a room holds acts in that room's school alone. */
export function actingAs({ standing, room }: Acting): Standing {
  if (room === undefined) return standing
  const schools = standing.schools.filter((one) => one.school === room.school)
  return { ...standing, schools }
}

/** Throws `Refused` with 403. */
export function requireRight(signedIn: Acting, action: RightsAction, target: RightsTarget): void {
  const right = may(actingAs(signedIn), action, target)
  if (!right.allowed) throw new Refused(problems.notAllowed(right.reason))
}

/** For what concerns several classes, any of which is enough; none: the school as a whole. Throws `Refused` with 403. */
export function requireRightInAny(
  signedIn: Acting,
  action: RightsAction,
  school: SchoolId,
  classes: Iterable<ClassId>,
): void {
  const acting = actingAs(signedIn)
  const targets = [...classes].map((cls) => ({ school, class: cls }))
  const isAllowed = targets.some((target) => may(acting, action, target).allowed)
  if (!isAllowed) requireRight(signedIn, action, targets[0] ?? { school })
}

export interface SchoolReach {
  readonly school: SchoolId
  readonly reach: 'school' | ReadonlySet<ClassId>
}

/** Where a list may be read: in the school that is asked for, or in all of the person's. Throws `Refused` with 403. */
export function requireReach(
  signedIn: Acting,
  action: RightsAction,
  asked: SchoolId | undefined,
): readonly SchoolReach[] {
  const acting = actingAs(signedIn)
  const schools = asked === undefined ? acting.schools.map((one) => one.school) : [asked]
  const found = schools
    .map((school) => ({ school, reach: reachOf(acting, action, school) }))
    .filter(({ reach }) => reach === 'school' || reach.size > 0)
  if (found.length > 0) return found
  const isElsewhere = asked !== undefined && !acting.schools.some((one) => one.school === asked)
  throw new Refused(problems.notAllowed(isElsewhere ? 'another-school' : 'not-your-role'))
}

export function isWithin(reach: SchoolReach['reach'], cls: ClassId | undefined): boolean {
  return reach === 'school' || (cls !== undefined && reach.has(cls))
}
