import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseInput } from '../http/parse-input.ts'
import { isProblem, sendProblem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { redeemForgotten, sendForgotten, type WhoForgot } from './forgotten.ts'
import { joinProblems } from './problems.ts'
import type { SecretGuard } from './secret-guard.ts'

const who = {
  /** Token or typed code of the slip with which the person came. */
  invitation: z.string().max(200).optional(),
  login: z.string().min(1).max(255).optional(),
}
const oneOf = {
  check: (value: { invitation?: string | undefined; login?: string | undefined }) =>
    (value.invitation === undefined) !== (value.login === undefined),
  error: 'Send either "invitation" or "login".',
}
const number = z.string().max(40)
const AskBody = z.strictObject({ ...who, number }).refine(oneOf.check, { error: oneOf.error })
const CodeBody = z
  .strictObject({ ...who, number, code: z.string().max(40) })
  .refine(oneOf.check, { error: oneOf.error })
type Who = Pick<z.infer<typeof AskBody>, 'invitation' | 'login'>

const codesAnHour = { rateLimit: { max: 20, timeWindow: '1 hour' } }
const triesAnHour = { rateLimit: { max: 60, timeWindow: '1 hour' } }

export function addForgottenRoutes(
  server: FastifyInstance,
  join: JoinContext,
  guarded: SecretGuard,
): void {
  async function answerTo(
    request: FastifyRequest,
    reply: FastifyReply,
    { invitation, login = '' }: Who,
    answer: (who: WhoForgot) => Promise<object>,
  ): Promise<FastifyReply> {
    if (invitation === undefined) {
      reply.header('cache-control', 'no-store')
      const answered = await answer({ login })
      return isProblem(answered) ? sendProblem(reply, answered) : reply.send(answered)
    }
    return guarded(request, reply, invitation, async (secret) => {
      const found = await join.store.invitations.find(secret, join.now().toISOString())
      return found === undefined ? joinProblems.unknown : answer({ invitation: found })
    })
  }

  server.post('/api/v1/forgotten', { config: codesAnHour }, async (request, reply) => {
    const body = parseInput(AskBody, request.body)
    return answerTo(request, reply, body, (whom) => sendForgotten(join, whom, body.number))
  })

  server.post('/api/v1/forgotten/code', { config: triesAnHour }, async (request, reply) => {
    const body = parseInput(CodeBody, request.body)
    return answerTo(request, reply, body, (whom) =>
      redeemForgotten(join, whom, body.number, body.code),
    )
  })
}
