import type { FastifyInstance, FastifyRequest } from 'fastify'
import { networkOf } from '../http/addresses.ts'
import { isProblem, problems, type Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { applyByLink, type PasswordGuesses } from './apply-by-link.ts'
import { findInvitation } from './find-invitation.ts'
import { addForgottenRoutes } from './forgotten-routes.ts'
import { describeInvitation } from './invitation-answer.ts'
import { createJoinLimits } from './limits.ts'
import { provingPhone } from './phone-check.ts'
import { addPhoneRoutes } from './phone-routes.ts'
import { joinProblems } from './problems.ts'
import { redeem } from './redeem.ts'
import type { Redeemed } from './redeemed.ts'
import { refusedOrThrow } from './refused.ts'
import { RedeemRequest } from './requests.ts'
import { guardSecrets } from './secret-guard.ts'
import { describeSharedLink } from './shared-link-answer.ts'
import { addWaitingRoutes } from './waiting-routes.ts'

interface WithToken {
  readonly Params: { readonly token: string }
}

/** A class of thirty behind one address reads and redeems in a minute, with room to spare. */
const readsPerMinute = 600
const redeemsPerMinute = 300
const longestRequest = 8 * 1024

export function addInvitationRoutes(server: FastifyInstance, join: JoinContext): void {
  const limits = createJoinLimits()
  const { applications, wrongPasswords } = limits
  const guarded = guardSecrets(join, limits)
  addWaitingRoutes(server, join)
  addPhoneRoutes(server, join, guarded)
  addForgottenRoutes(server, join, guarded)

  async function redeemEither(
    { ip }: FastifyRequest,
    secret: string,
    body: RedeemRequest,
  ): Promise<Redeemed | Problem> {
    const at = join.now()
    const invitation = await findInvitation(join, secret)
    if (invitation !== undefined) {
      const asked = invitation.purpose === 'enter' && invitation.status === 'open'
      return provingPhone(join, asked ? invitation.role : undefined, body, () =>
        redeem(join, secret, invitation, body),
      )
    }
    const link = await join.store.sharedLinks.find(secret, at.toISOString())
    if (link === undefined) return joinProblems.unknown
    const address = networkOf(ip)
    const blocked = applications.blockedFor(address, at.getTime())
    if (blocked !== undefined) return problems.tooManyRequests(blocked)
    const guesses: PasswordGuesses = {
      areOver: (login) =>
        wrongPasswords.blockedFor(`${address} ${login}`, at.getTime()) !== undefined,
      note: (login) => wrongPasswords.note(`${address} ${login}`, at.getTime()),
    }
    const asked = link.status === 'expired' || link.status === 'revoked' ? undefined : link.role
    const answer = await provingPhone(join, asked, body, () =>
      applyByLink(join, link, body, guesses),
    )
    if (!isProblem(answer)) applications.note(address, at.getTime())
    return answer
  }

  server.get<WithToken>(
    '/api/v1/invitations/:token',
    { config: { rateLimit: { max: readsPerMinute, timeWindow: '1 minute' } } },
    (request, reply) =>
      guarded(request, reply, request.params.token, async (secret) => {
        const at = join.now().toISOString()
        const invitation = await findInvitation(join, secret)
        if (invitation !== undefined) {
          return (await describeInvitation(join, invitation)) ?? joinProblems.unknown
        }
        const link = await join.store.sharedLinks.find(secret, at)
        return (link && (await describeSharedLink(join, link))) ?? joinProblems.unknown
      }),
  )

  server.post<WithToken>(
    '/api/v1/invitations/:token/redeem',
    {
      bodyLimit: longestRequest,
      config: { rateLimit: { max: redeemsPerMinute, timeWindow: '1 minute' } },
    },
    (request, reply) =>
      guarded(request, reply, request.params.token, async (secret): Promise<object> => {
        const body = RedeemRequest.safeParse(request.body)
        if (!body.success) return unreadable()
        const answer = await redeemEither(request, secret, body.data).catch((error: unknown) =>
          refusedOrThrow(join, secret, error),
        )
        if (!isProblem(answer)) reply.code(201)
        return answer
      }),
  )
}

function unreadable(): Problem {
  return problems.badRequest('Send {"login","password"}, or {"openid":{"access_token",...}}.')
}
