/** Whatever a route throws becomes a problem; only what nobody expected is logged as an error. */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { HomeserverError } from '@lyceum/core/homeserver/errors.ts'
import { problem, problems, Refused, sendProblem, type Problem } from './problems.ts'

export function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    const answer = problemOf(error)
    if (answer.status >= 500) logFailure(error, request)
    return sendProblem(reply, answer)
  })
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Refused) return error.problem
  if (error instanceof HomeserverError) {
    return isPassing(error) ? problems.homeserverUnavailable : problems.failure
  }
  const { statusCode } = error
  if (statusCode === 413) return problem('body-too-large', 413, 'The request is too large.')
  if (statusCode === 415) return problem('not-json', 415, 'The request must be JSON.')
  if (statusCode === 429) return problems.tooManyRequests(60)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problems.badRequest('It is not valid JSON, or its address is malformed.')
  }
  return problems.failure
}

/** No answer, too many requests or a failure of its own: it may be different in a minute. A refusal will not. */
function isPassing({ status }: HomeserverError): boolean {
  return status === 0 || status === 429 || status >= 500
}

function logFailure(error: FastifyError, request: FastifyRequest): void {
  request.log.error({ err: error }, 'request failed')
}
