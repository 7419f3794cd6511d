/** What the homeserver asks of an application service (Matrix application service API 1.15). */
import type { FastifyInstance } from 'fastify'
import { requireHomeserverToken, type MatrixError } from '../http/homeserver-token.ts'

export interface Transactions {
  /** Resolves when the transaction is stored; false for a body that is none. */
  take(txn: string, body: unknown): Promise<boolean>
}

/** Adds the routes and the check of the homeserver's token to `scope`, which should be a scope of its own. */
export function addAppserviceApi(
  scope: FastifyInstance,
  hsToken: string,
  transactions: Transactions,
): void {
  requireHomeserverToken(scope, hsToken)
  takeAnyJson(scope)
  scope.put<{ Params: { txnId: string } }>(
    '/_matrix/app/v1/transactions/:txnId',
    async (request, reply) => {
      if (await transactions.take(request.params.txnId, request.body)) return {}
      const error: MatrixError = { errcode: 'M_BAD_JSON', error: 'This is no transaction.' }
      return reply.code(400).send(error)
    },
  )
  scope.post('/_matrix/app/v1/ping', async () => ({}))
  const absent: MatrixError = { errcode: 'M_NOT_FOUND', error: 'Made by nobody but the engine.' }
  scope.get('/_matrix/app/v1/users/:userId', (_request, reply) => reply.code(404).send(absent))
  scope.get('/_matrix/app/v1/rooms/:alias', (_request, reply) => reply.code(404).send(absent))
}

/**
 * Fastify refuses bodies with a key `__proto__`. Anybody can send an event with one, and the homeserver would repeat the
 * refused transaction for ever, with everybody's events behind it. Here it is a key as any other.
 */
function takeAnyJson(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(body.toString()))
    } catch {
      done(Object.assign(new Error('not JSON'), { statusCode: 400 }))
    }
  })
}
