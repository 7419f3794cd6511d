/** A small JSON client over plain fetch: bearer token in the header, time-outs, retries, a count of requests. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { UserId } from '../school/ids.ts'
import { refusal, unexpectedAnswer, unreachable, type HomeserverError } from './errors.ts'
import { retryDelay, type Failure, type Repeat } from './retry.ts'

export interface JsonRequest<Answer> {
  /** A static phrase that completes "refused to ...", for errors and logs: `create a room`. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Made by `path`, so that every part is encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** The person to act as; the bot otherwise. */
  readonly as?: UserId
  readonly body?: object
  readonly repeat: Repeat
  readonly answer: z.ZodType<Answer>
}

export interface JsonConnection {
  /** Throws `HomeserverError`. */
  send<Answer>(request: JsonRequest<Answer>): Promise<Answer>
  /** The bytes of a file, as they come. Throws `HomeserverError`; a connection lost on the way throws while they are read. */
  download(
    request: Pick<JsonRequest<never>, 'operation' | 'path'>,
  ): Promise<AsyncIterable<Uint8Array>>
  readonly requests: number
}

export interface ConnectionOptions {
  readonly url: string
  readonly token: string
  readonly log?: Pick<Logger, 'debug' | 'warn'> | undefined
  /** Ends everything under way and to come: the process is asked to stop. */
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number
}

/** A path with every inserted part encoded. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)))
}

/**
 * Long enough for fifty people who enter at once: SQLite takes their joins one after the other, so the last one waits
 * for all.
 */
const defaultTimeoutMs = 90_000

export function connectJson(options: ConnectionOptions): JsonConnection {
  const base = options.url.replace(/\/+$/, '')
  let requests = 0

  async function attemptOnce(request: JsonRequest<unknown>): Promise<Attempt> {
    requests += 1
    const query = queryOf(request)
    const timeout = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs)
    try {
      const response = await fetch(`${base}${request.path}${query}`, {
        method: request.method,
        headers: {
          authorization: `Bearer ${options.token}`,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        redirect: 'error',
        signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
      })
      const text = await response.text()
      if (response.ok) return { ok: true, body: parseJson(text) }
      return answered(request.operation, response, parseJson(text))
    } catch (error) {
      if (options.signal?.aborted === true) throw options.signal.reason
      return unanswered(request.operation, error)
    }
  }

  async function send<Answer>(request: JsonRequest<Answer>): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await attemptOnce(request)
      if (outcome.ok) {
        const parsed = request.answer.safeParse(outcome.body)
        if (!parsed.success) throw unexpectedAnswer(request.operation)
        return parsed.data
      }
      const wait = retryDelay(outcome.failure, request.repeat, attempt, Math.random)
      if (wait === undefined) throw outcome.error
      options.log?.debug(
        { operation: request.operation, status: outcome.error.status, attempt, wait },
        'homeserver request is repeated',
      )
      await sleep(wait, undefined, options.signal === undefined ? {} : { signal: options.signal })
    }
  }

  async function download({
    operation,
    path: where,
  }: Pick<JsonRequest<never>, 'operation' | 'path'>): Promise<AsyncIterable<Uint8Array>> {
    requests += 1
    const headers = { authorization: `Bearer ${options.token}` }
    const signal = options.signal ?? null
    const response = await fetch(`${base}${where}`, { headers, signal, redirect: 'error' }).catch(
      (error: unknown) => unanswered(operation, error).error,
    )
    if (!(response instanceof Response)) throw response
    if (!response.ok) throw answered(operation, response, parseJson(await response.text())).error
    return response.body ?? (async function* () {})()
  }

  return {
    send,
    download,
    get requests() {
      return requests
    },
  }
}

type Attempt = { readonly ok: true; readonly body: unknown } | Failed

interface Failed {
  readonly ok: false
  readonly failure: Failure
  readonly error: HomeserverError
}

function queryOf({ query, as }: JsonRequest<unknown>): string {
  const values = new URLSearchParams({ ...query, ...(as === undefined ? {} : { user_id: as }) })
  return values.size === 0 ? '' : `?${values.toString()}`
}

function answered(operation: string, response: Response, body: unknown): Failed {
  const fields = typeof body === 'object' && body !== null ? body : {}
  const errcode =
    'errcode' in fields && typeof fields.errcode === 'string' ? fields.errcode : undefined
  const inBody =
    'retry_after_ms' in fields && typeof fields.retry_after_ms === 'number'
      ? fields.retry_after_ms
      : undefined
  const inHeader = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfterMs = inBody ?? (Number.isFinite(inHeader) ? inHeader * 1000 : undefined)
  return {
    ok: false,
    failure: { kind: 'answered', status: response.status, retryAfterMs },
    error: refusal(operation, response.status, errcode, retryAfterMs),
  }
}

/** Failures before a connection stood: the homeserver cannot have done anything. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])

function unanswered(operation: string, error: unknown): Failed {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return {
      ok: false,
      failure: { kind: 'timed-out' },
      error: unreachable(operation, 'timed out'),
    }
  }
  const cause = error instanceof Error ? error.cause : undefined
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : 'connection failed'
  return {
    ok: false,
    failure: { kind: neverConnected.has(code) ? 'not-connected' : 'lost' },
    error: unreachable(operation, code),
  }
}

/** Undefined for what is not JSON: an answer of something between us and the homeserver. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
