/** Tokens that a page sends as `Authorization: Bearer`: 32 random bytes, of which the database has a hash. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

export function newBearer(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOfBearer(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Undefined where there is none, or one that cannot be ours. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const { authorization = '' } = request.headers
  return /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
}
