/** Questions to a homeserver whose answers, refusals too, tell how it is set up. Nothing that is sent stays there. */
import type { Config } from '@lyceum/core/config/settings.ts'
import { unreachable } from '@lyceum/core/homeserver/errors.ts'
import { z } from 'zod'

export interface Answer {
  readonly status: number
  /** Matrix's error code; undefined where there is none. */
  readonly errcode: string | undefined
  /** Of JSON; empty for anything else. */
  readonly body: Readonly<Record<string, unknown>>
  /** The server's clock, in milliseconds since 1970. */
  readonly date: number | undefined
}

interface AskOptions {
  /** As our bot; without it as a stranger. */
  readonly token?: string
  readonly body?: object
}

const patienceMs = 30_000
const Body = z.record(z.string(), z.unknown())

/** Throws `homeserver-unreachable` where no answer comes. */
export async function ask(
  url: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { token, body }: AskOptions = {},
): Promise<Answer> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    return answerOf(response, await response.text())
  } catch {
    throw unreachable('examine it', 'connection failed')
  }
}

function answerOf(response: Response, text: string): Answer {
  const parsed = Body.safeParse(parseJson(text))
  const body = parsed.success ? parsed.data : {}
  const { errcode } = body
  const date = Date.parse(response.headers.get('date') ?? '')
  return {
    status: response.status,
    errcode: typeof errcode === 'string' ? errcode : undefined,
    body,
    date: Number.isNaN(date) ? undefined : date,
  }
}

/** Asks the homeserver of an installation as its bot. */
export function askAsBot(
  { homeserver, secrets }: Config,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const token = secrets.asToken
  return ask(homeserver.url, method, path, body === undefined ? { token } : { token, body })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
