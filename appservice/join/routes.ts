import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseSecret } from '@lyceum/core/store/codes.ts'
import { networkOf } from '../http/addresses.ts'
import { isProblem, problems, sendProblem, type Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { applyByLink } from './apply-by-link.ts'
import { describeInvitation } from './invitation-answer.ts'
import { createJoinLimits } from './limits.ts'
import { joinProblems, tooManyWrongCodes } from './problems.ts'
import { redeem } from './redeem.ts'
import type { Redeemed } from './redeemed.ts'
import { refusedOrThrow } from './refused.ts'
import { RedeemRequest } from './requests.ts'
import { describeSharedLink } from './shared-link-answer.ts'
import { addWaitingRoutes } from './waiting-routes.ts'

interface WithToken {
  readonly Params: { readonly token: string }
}

/** A class of thirty behind one address reads and redeems in a minute, with room to spare. */
const readsPerMinute = 600
const redeemsPerMinute = 300
const longestRequest = 8 * 1024
const typedCodeLength = 12

export function addInvitationRoutes(server: FastifyInstance, join: JoinContext): void {
  const { wrongCodes, applications } = createJoinLimits()
  addWaitingRoutes(server, join)

  /** Answers by `answer`, but stops who guesses typed codes. */
  async function guarded(
    request: FastifyRequest<WithToken>,
    reply: FastifyReply,
    answer: (secret: string) => Promise<object>,
  ): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store')
    const secret = parseSecret(request.params.token)
    if (secret === undefined) return sendProblem(reply, joinProblems.unknown)
    const address = networkOf(request.ip)
    const isTyped = secret.length === typedCodeLength
    const blocked = isTyped ? wrongCodes.blockedFor(address, join.now().getTime()) : undefined
    if (blocked !== undefined) return sendProblem(reply, tooManyWrongCodes(blocked))
    const answered = await answer(secret)
    if (answered === joinProblems.unknown && isTyped) {
      wrongCodes.note(address, join.now().getTime())
    }
    return isProblem(answered) ? sendProblem(reply, answered) : reply.send(answered)
  }

  async function redeemEither(
    { ip }: FastifyRequest,
    secret: string,
    body: RedeemRequest,
  ): Promise<Redeemed | Problem> {
    const at = join.now()
    const invitation = await join.store.invitations.find(secret, at.toISOString())
    if (invitation !== undefined) return redeem(join, secret, invitation, body)
    const link = await join.store.sharedLinks.find(secret, at.toISOString())
    if (link === undefined) return joinProblems.unknown
    const address = networkOf(ip)
    const blocked = applications.blockedFor(address, at.getTime())
    if (blocked !== undefined) return problems.tooManyRequests(blocked)
    const answer = await applyByLink(join, link, body)
    if (!isProblem(answer)) applications.note(address, at.getTime())
    return answer
  }

  server.get<WithToken>(
    '/api/v1/invitations/:token',
    { config: { rateLimit: { max: readsPerMinute, timeWindow: '1 minute' } } },
    (request, reply) =>
      guarded(request, reply, async (secret) => {
        const at = join.now().toISOString()
        const invitation = await join.store.invitations.find(secret, at)
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
      guarded(request, reply, async (secret): Promise<object> => {
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
