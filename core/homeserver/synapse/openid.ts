/**
 * Whose OpenID token is this? The token is the caller's, so nothing of ours goes along with it, and the answer counts
 * only for people of our own server: "the caller MUST validate that the returned user ID is on the server they called"
 * (Matrix server-server API, OpenID).
 */
import { z } from 'zod'
import { userId } from '../../school/ids.ts'
import { refusal, unreachable } from '../errors.ts'
import type { Accounts } from '../ports.ts'

const UserInfo = z.object({ sub: z.string().max(255) })

const timeoutMs = 5000
const longestAnswer = 4096
const operation = 'check an OpenID token'

export function openId(url: string, serverName: string): Pick<Accounts, 'openIdUser'> {
  const endpoint = `${url.replace(/\/+$/, '')}/_matrix/federation/v1/openid/userinfo`

  return {
    async openIdUser(token) {
      const answer = await ask(`${endpoint}?access_token=${encodeURIComponent(token)}`)
      if (answer.status === 401 || answer.status === 400) return undefined
      if (answer.status !== 200) throw refusal(operation, answer.status)
      const parsed = UserInfo.safeParse(parseJson(answer.text))
      if (!parsed.success) return undefined
      const { sub } = parsed.data
      const colon = sub.indexOf(':')
      const isOurs = sub.startsWith('@') && colon > 1 && sub.slice(colon + 1) === serverName
      return isOurs ? userId(sub) : undefined
    },
  }
}

/** The address holds the token, so neither it nor the cause goes into the error. */
async function ask(address: string): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, text: await readAtMost(response, longestAnswer) }
  } catch {
    throw unreachable(operation, 'connection failed')
  }
}

async function readAtMost(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > limit) return ''
  }
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
