/**
 * `/policy/*` on the internal port: the homeserver's policy module asks before something happens. Anything but 200 is a
 * refusal there, so whatever goes wrong here (a question that cannot be read, a database that does not answer) forbids.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { FactsNow } from '@lyceum/core/provision/facts.ts'
import { describeRefusal } from '@lyceum/core/school/policy/texts.ts'
import type { Verdict } from '@lyceum/core/school/policy/verdict.ts'
import { requireHomeserverToken } from '../http/homeserver-token.ts'
import { problems, sendProblem } from '../http/problems.ts'
import type { PolicyContext } from './context.ts'
import { judgements, mayFind, type Judgement } from './judgements.ts'
import { Ping } from './questions.ts'

/** The members of the largest room, and the configuration of a new one. */
const longestQuestion = 4 * 1024 * 1024

/** `scope` should be a scope of its own. */
export function addPolicyRoutes(scope: FastifyInstance, context: PolicyContext): void {
  requireHomeserverToken(scope, context.hsToken)
  scope.addHook('preHandler', async () => context.seen.note())
  scope.post('/policy/ping', async (request, reply) => {
    const ping = Ping.safeParse(request.body)
    if (!ping.success) return sendProblem(reply, problems.badRequest('Send {"id"}.'))
    return { id: ping.data.id, status: 'ok' }
  })
  for (const [name, judgement] of Object.entries(judgements)) {
    addQuestion(scope, context, name, judgement as unknown as Judgement<z.ZodType>, sendVerdict)
  }
  addQuestion(scope, context, 'check_username_for_spam', mayFind, (reply, verdict) => {
    return reply.send({ spam: !verdict.allowed })
  })
}

type SendVerdict = (
  reply: FastifyReply,
  verdict: Verdict,
  facts: FactsNow,
  asker: Parameters<FactsNow['languageOf']>[0],
) => FastifyReply

function addQuestion<Schema extends z.ZodType>(
  scope: FastifyInstance,
  { facts, log, onAnswer }: PolicyContext,
  name: string,
  { schema, asker, judge }: Judgement<Schema>,
  send: SendVerdict,
): void {
  scope.post(
    `/policy/${name}`,
    { bodyLimit: longestQuestion },
    async (request: FastifyRequest, reply) => {
      const began = performance.now()
      const question = schema.safeParse(request.body)
      if (!question.success) {
        return sendProblem(reply, problems.badRequest(`This is no question of ${name}.`))
      }
      const now = await facts.fresh()
      // Judged and answered in one turn, so that all of it is of one moment.
      const verdict = judge(now, question.data)
      const user = asker(question.data)
      const { allowed } = verdict
      const reason = allowed ? undefined : verdict.reason
      log.debug({ question: name, user, allowed, reason }, 'policy asked')
      onAnswer?.({ question: name, reason, seconds: (performance.now() - began) / 1000 })
      return send(reply, verdict, now, user)
    },
  )
}

const sendVerdict: SendVerdict = (reply, verdict, facts, asker) => {
  if (verdict.allowed) return reply.send({})
  const error = describeRefusal(verdict, facts.languageOf(asker))
  return reply.code(403).send({ errcode: 'M_FORBIDDEN', error })
}
