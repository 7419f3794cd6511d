/**
 * What the homeserver asks of an application service (Matrix application service API 1.15). Lyceum acts on no event yet: it
 * takes them and says so, for else the homeserver would hold back, repeat, and in the end send a year's events at once.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

interface MatrixError {
  readonly errcode: string
  readonly error: string
}

/** Adds the routes and the check of the homeserver's token to `scope`, which should be a scope of its own. */
export function addAppserviceApi(scope: FastifyInstance, hsToken: string): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (isToken(request.headers.authorization, hsToken)) return
    const isMissing = request.headers.authorization === undefined
    const error: MatrixError = isMissing
      ? { errcode: 'M_MISSING_TOKEN', error: 'Send the token in the Authorization header.' }
      : { errcode: 'M_FORBIDDEN', error: 'This is not the token of the registration.' }
    await reply.code(isMissing ? 401 : 403).send(error)
  })
  scope.put('/_matrix/app/v1/transactions/:txnId', async () => ({}))
  scope.post('/_matrix/app/v1/ping', async () => ({}))
  const absent: MatrixError = { errcode: 'M_NOT_FOUND', error: 'Made by nobody but the engine.' }
  scope.get('/_matrix/app/v1/users/:userId', (_request, reply) => reply.code(404).send(absent))
  scope.get('/_matrix/app/v1/rooms/:alias', (_request, reply) => reply.code(404).send(absent))
}

/** Hashes have one length, and comparing them takes one time whatever is wrong with the token. */
function isToken(header: string | undefined, expected: string): boolean {
  const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(token), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
