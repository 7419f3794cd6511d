/** What all pages share: where they are shown, and the one way to Matrix there. */
import { createContext, useContext } from 'react'
import { standAlone } from './matrix/alone.ts'
import type { MessageGate } from './matrix/message-gate.ts'
import type { MatrixPort } from './matrix/port.ts'
import type { Surroundings } from './matrix/surroundings.ts'
import type { Site } from './site.ts'

export interface App {
  readonly site: Site
  readonly surroundings: Surroundings
  /** The same port at every call. */
  connect(): Promise<MatrixPort>
}

export function createApp(
  site: Site,
  surroundings: Surroundings,
  gate: MessageGate | undefined,
): App {
  let port: Promise<MatrixPort> | undefined
  return {
    site,
    surroundings,
    connect() {
      port ??= connectTo(site, surroundings, gate)
      return port
    },
  }
}

async function connectTo(
  site: Site,
  surroundings: Surroundings,
  gate: MessageGate | undefined,
): Promise<MatrixPort> {
  if (surroundings.kind !== 'client' || gate === undefined) {
    return standAlone(site.homeserver, site.clients)
  }
  const { connectToClient } = await import('./matrix/inside-client.ts')
  return connectToClient(surroundings, gate)
}

const AppContext = createContext<App | undefined>(undefined)
export const AppProvider = AppContext.Provider

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === undefined) throw new Error('no app around this component')
  return app
}
