/** Short questions to the servers of an installation; none of them throws. */
import { createServer } from 'node:net'
import type { Config } from '@lyceum/core/config/settings.ts'

const patienceMs = 5000

/** Whether something there speaks the Matrix client API. */
export function isHomeserverUp(config: Config): Promise<boolean> {
  return answers(`${config.homeserver.url}/_matrix/client/versions`)
}

/** The appservice with its database and homeserver. */
export function isReady(config: Config): Promise<boolean> {
  const { host, port } = config.internal
  return answers(`http://${host}:${port}/readyz`)
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Whether a server of ours could listen there now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
