/** Who asks on the internal port as the homeserver shows it by the token of the registration, in the header alone. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

export interface MatrixError {
  readonly errcode: string
  readonly error: string
}

/** For every route of `scope`, which should be a scope of its own. */
export function requireHomeserverToken(scope: FastifyInstance, hsToken: string): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (isToken(request.headers.authorization, hsToken)) return
    const isMissing = request.headers.authorization === undefined
    const error: MatrixError = isMissing
      ? { errcode: 'M_MISSING_TOKEN', error: 'Send the token in the Authorization header.' }
      : { errcode: 'M_FORBIDDEN', error: 'This is not the token of the registration.' }
    await reply.code(isMissing ? 401 : 403).send(error)
  })
}

/** Hashes have one length, and comparing them takes one time whatever is wrong with the token. */
function isToken(header: string | undefined, expected: string): boolean {
  const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(token), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
