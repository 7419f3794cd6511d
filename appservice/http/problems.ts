/** What goes wrong, as RFC 9457 problem details. Scripts and pages decide by `type`, which never changes; people read `title`. */
import type { FastifyReply } from 'fastify'

export interface Problem {
  readonly type: `urn:lyceum:problem:${string}`
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** Seconds, also sent as `Retry-After`. */
  readonly retry_after?: number
  readonly [extension: string]: unknown
}

export function problem(
  name: string,
  status: number,
  title: string,
  extensions: Readonly<Record<string, unknown>> = {},
): Problem {
  return { type: `urn:lyceum:problem:${name}`, title, status, ...extensions }
}

/** Thrown where a route cannot go on; the answer is the problem. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(answer: Problem) {
    super(answer.type)
    this.name = 'Refused'
    this.problem = answer
  }
}

export function isProblem(answer: object): answer is Problem {
  return 'type' in answer && String(answer.type).startsWith('urn:lyceum:problem:')
}

export async function sendProblem(reply: FastifyReply, answer: Problem): Promise<FastifyReply> {
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer')
  if (answer.retry_after !== undefined) reply.header('retry-after', String(answer.retry_after))
  return reply.code(answer.status).type('application/problem+json').send(JSON.stringify(answer))
}

export const problems = {
  badRequest: (detail: string) =>
    problem('bad-request', 400, 'The request could not be read.', { detail }),
  notSignedIn: problem('not-signed-in', 401, 'Sign in first.'),
  notAllowed: (reason: string) =>
    problem('not-allowed', 403, 'You have no right to do this.', { reason }),
  notFound: problem('not-found', 404, 'There is nothing at this address.'),
  tooManyRequests: (seconds: number) =>
    problem('too-many-requests', 429, 'Too many requests from this address. Try again later.', {
      retry_after: seconds,
    }),
  homeserverUnavailable: problem(
    'homeserver-unavailable',
    503,
    'The homeserver does not answer at the moment. Try again in a minute.',
    { retry_after: 30 },
  ),
  failure: problem('failure', 500, 'Something went wrong on our side. It has been written down.'),
} as const
