/**
 * Whose OpenID token is this? The token is the caller's, so nothing of ours goes along with it, and the answer counts
 * only for people of our own server: "the caller MUST validate that the returned user ID is on the server they called"
 * (Matrix server-server API, OpenID).
 */
import { z } from 'zod'
import { userId } from '../../school/ids.ts'
import { refusal, unreachable } from '../errors.ts'
import { isValidLocalpart } from '../localpart.ts'
import type { Accounts } from '../ports.ts'

const UserInfo = z.object({ sub: z.string().max(255) })

const timeoutMs = 5000
const longestAnswer = 16 * 1024
const operation = 'check an OpenID token'

export function openId(url: string, serverName: string): Pick<Accounts, 'openIdUser'> {
  const endpoint = `${url.replace(/\/+$/, '')}/_matrix/federation/v1/openid/userinfo`

  return {
    async openIdUser(token) {
      const answer = await ask(`${endpoint}?access_token=${encodeURIComponent(token)}`)
      if (answer === undefined || answer.status === 401 || answer.status === 400) return undefined
      if (answer.status !== 200) throw refusal(operation, answer.status)
      const parsed = UserInfo.safeParse(parseJson(answer.text))
      if (!parsed.success) return undefined
      const { sub } = parsed.data
      const colon = sub.indexOf(':')
      const isOurs = sub.startsWith('@') && sub.slice(colon + 1) === serverName
      return isOurs && isValidLocalpart(sub.slice(1, colon), serverName) ? userId(sub) : undefined
    },
  }
}

/**
 * Undefined for an answer that leads elsewhere, takes too long or is too long: it confirms nobody. The address holds the
 * token, so neither it nor the cause goes into the error.
 */
async function ask(
  address: string,
): Promise<{ readonly status: number; readonly text: string } | undefined> {
  try {
    const response = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await readAtMost(response, longestAnswer)
    return text === undefined ? undefined : { status: response.status, text }
  } catch (error) {
    if (isWrongAnswer(error)) return undefined
    throw unreachable(operation, 'connection failed')
  }
}

/** Something does answer, too slowly or with a redirect; the latter fetch tells in the words of its cause alone. */
function isWrongAnswer(error: unknown): boolean {
  if (error instanceof DOMException && error.name === 'TimeoutError') return true
  const cause = error instanceof TypeError ? error.cause : undefined
  return cause instanceof Error && /redirect/.test(cause.message)
}

async function readAtMost(response: Response, limit: number): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.byteLength
    if (length > limit) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
