/** What answers at the homeserver's port: nothing, the homeserver of this data folder, or something else. */
import { connect } from 'node:net'
import type { EmbeddedSettings } from './files.ts'

export type Answering = 'nothing' | 'ours' | 'other'

/** Ours is who knows our token: it is made for this data folder alone. */
export async function whatAnswers(
  url: string,
  { appservice, serverName }: Pick<EmbeddedSettings, 'appservice' | 'serverName'>,
): Promise<Answering> {
  const { hostname, port } = new URL(url)
  if (!(await isOpen(hostname, Number(port)))) return 'nothing'
  try {
    const response = await fetch(`${url}/_matrix/client/v3/account/whoami`, {
      headers: { authorization: `Bearer ${appservice.asToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    })
    const answer = (await response.json()) as { readonly user_id?: unknown }
    return answer.user_id === `@${appservice.botLocalpart}:${serverName}` ? 'ours' : 'other'
  } catch {
    return 'other'
  }
}

async function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
