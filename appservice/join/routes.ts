import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseSecret } from '@lyceum/core/store/codes.ts'
import { networkOf } from '../http/addresses.ts'
import { isProblem, problems, sendProblem, type Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { describeInvitation } from './invitation-answer.ts'
import { joinProblems, tooManyWrongCodes } from './problems.ts'
import { redeem } from './redeem.ts'
import { refusedOrThrow } from './refused.ts'
import { RedeemRequest } from './requests.ts'
import { countWrongCodes } from './wrong-codes.ts'

interface WithToken {
  readonly Params: { readonly token: string }
}

/** A class of thirty behind one address reads and redeems in a minute, with room to spare. */
const readsPerMinute = 600
const redeemsPerMinute = 300
const longestRequest = 8 * 1024
const typedCodeLength = 12

export function addInvitationRoutes(server: FastifyInstance, join: JoinContext): void {
  const wrongCodes = countWrongCodes()

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

  server.get<WithToken>(
    '/api/v1/invitations/:token',
    { config: { rateLimit: { max: readsPerMinute, timeWindow: '1 minute' } } },
    (request, reply) =>
      guarded(request, reply, async (secret) => {
        const invitation = await join.store.invitations.find(secret, join.now().toISOString())
        if (invitation === undefined) return joinProblems.unknown
        return (await describeInvitation(join, invitation)) ?? joinProblems.unknown
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
        const answer = await redeem(join, secret, body.data).catch((error: unknown) =>
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
