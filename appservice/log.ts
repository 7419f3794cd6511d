/**
 * Logs for standard error: ids and outcomes. Two nets keep secrets out: of requests, answers and errors only listed fields are
 * written, and known names of secrets are redacted wherever they stand.
 */
import { destination, pino, type Logger } from 'pino'

export type Log = Logger

/** The part of a path that is itself the secret: `/join/<token>`, `/api/v1/invitations/<token>/redeem`. */
const secretInPath = /^(\/join\/|\/api\/v1\/invitations\/)[^/?#]+/

export function loggedPath(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(secretInPath, '$1...')
}

const secrets = ['password', 'token', 'access_token', 'secret', 'authorization', 'cookie']

export function createLog(
  level: string,
  sink: { write(line: string): void } = destination({ dest: 2, sync: true }),
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      serializers: { req: loggedRequest, res: loggedAnswer, err: loggedError },
    },
    sink,
  )
}

function loggedRequest(request: { readonly method?: string; readonly url?: string }): object {
  return { method: request.method, path: loggedPath(request.url ?? '') }
}

function loggedAnswer(answer: { readonly statusCode?: number }): object {
  return { status: answer.statusCode }
}

/**
 * Messages of our own errors name no person and no secret; those of others may hold anything (an address with a token in it), so of
 * these only the class, the code and where it happened are written.
 */
function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, stack } = error
  const code = 'code' in error ? String(error.code) : undefined
  const ours = name === 'LyceumError' || name === 'HomeserverError'
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name,
    code,
    ...(ours ? { message: error.message } : {}),
    at: frames.slice(0, 8).map((line) => line.trim()),
  }
}
