/**
 * What sends a code to a telephone: a web address of the operator's own choice, described in the configuration. It is asked
 * once; numbers and codes stand in no error and no log.
 */
import type { Config } from '@lyceum/core/config/settings.ts'
import { LyceumError } from '@lyceum/core/errors.ts'

export type GatewaySettings = NonNullable<Config['phone']>['gateway']

interface PhoneMessage {
  readonly number: string
  readonly text: string
  readonly code: string
}

export interface PhoneGateway {
  /** Throws `phone-not-sent` where it was surely not sent, and `phone-unsure` where that is not known. */
  send(message: PhoneMessage): Promise<void>
}

const defaultTimeoutMs = 10_000
/** More of an answer is not looked at. */
const longestAnswer = 64 * 1024

export function connectGateway(
  settings: GatewaySettings,
  timeoutMs: number = defaultTimeoutMs,
): PhoneGateway {
  const { url, method, headers, body, format, successContains } = settings
  const type = format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'
  const request = (message: PhoneMessage): RequestInit => ({
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(method === 'GET'
      ? { headers: { ...headers } }
      : {
          headers: { 'content-type': type, ...headers },
          body: fill(body, message, format === 'json' ? insideJson : insideForm),
        }),
  })
  return {
    async send(message) {
      const response = await fetch(fill(url, message, encodeURIComponent), request(message)).catch(
        (error: unknown) => {
          throw neverConnected(error) ? notSent('no connection') : unsure('no answer')
        },
      )
      if (!response.ok) {
        await response.body?.cancel().catch(() => undefined)
        throw notSent(`status ${response.status}`)
      }
      const answer = await readStart(response).catch(() => {
        throw unsure('half an answer')
      })
      if (successContains !== undefined && !answer.includes(successContains)) {
        throw unsure('an answer without what means success')
      }
    },
  }
}

/** In one go: what a value holds is not looked at again. */
function fill(template: string, message: PhoneMessage, encode: (text: string) => string): string {
  const values = { ...message, digits: message.number.replace(/\D/g, '') }
  return template.replace(/\{(number|digits|text|code)\}/g, (_, name: keyof typeof values) =>
    encode(values[name]),
  )
}

/** As browsers write forms: a space is a plus. */
function insideForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

/** Between quotation marks that the template has. */
function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    if (text.length >= longestAnswer) break
  }
  return text
}

const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])

function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && neverReached.has(code)
}

function notSent(why: string): LyceumError {
  return new LyceumError(
    'phone-not-sent',
    `The gateway for phone codes did not send one: ${why}.`,
    {
      hint: '`phone.gateway` in config.yaml says where it is and what it is asked.',
    },
  )
}

function unsure(why: string): LyceumError {
  return new LyceumError('phone-unsure', `The gateway for phone codes gave ${why}.`, {
    hint: '`phone.gateway` in config.yaml says what its answer must hold.',
  })
}
