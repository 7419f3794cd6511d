import type { FastifyReply, FastifyRequest } from 'fastify'
import { parseSecret } from '@lyceum/core/store/codes.ts'
import { networkOf } from '../http/addresses.ts'
import { isProblem, sendProblem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import type { JoinLimits } from './limits.ts'
import { joinProblems, tooManyWrongCodes } from './problems.ts'

const typedCodeLength = 12

/** Answers whoever holds the secret of an invitation by `answer`, but stops who guesses typed codes. */
export type SecretGuard = (
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  answer: (secret: string) => Promise<object>,
) => Promise<FastifyReply>

export function guardSecrets(
  join: Pick<JoinContext, 'now'>,
  { wrongCodes }: Pick<JoinLimits, 'wrongCodes'>,
): SecretGuard {
  return async (request, reply, text, answer) => {
    reply.header('cache-control', 'no-store')
    const secret = parseSecret(text)
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
}
