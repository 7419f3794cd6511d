/**
 * The bridge of matrix-appservice-bridge, with all that it would do by itself switched off: its stores, its suppression
 * of what our own users did (they are the school), its queue (ours is stored) and its log.
 */
import './quiet-bridge.ts'
import { AppServiceRegistration, Bridge, Logger } from 'matrix-appservice-bridge'
import type { DurableAppService } from './durable-app-service.ts'

export interface BridgeSettings {
  readonly homeserverUrl: string
  readonly serverName: string
  readonly botLocalpart: string
  readonly asToken: string
  readonly hsToken: string
  readonly host: string
  readonly port: number
}

/** As in `registration.yaml`. */
export const registrationId = 'lyceum'

/** Resolves once it listens. `handle` gets what `appService.deliver` was given; what it gives is what `deliver` looks at. */
export async function runBridge(
  settings: BridgeSettings,
  appService: DurableAppService,
  handle: (eventId: string) => Promise<unknown>,
): Promise<Bridge> {
  // Its lines would go to standard output, which is the product, and hold what nobody looked through.
  Logger.configure({ console: 'off' })
  const bridge = new Bridge({
    homeserverUrl: settings.homeserverUrl,
    domain: settings.serverName,
    registration: registrationOf(settings),
    controller: {
      onEvent: (request) => void request.outcomeFrom(handle(request.getData().event_id)),
      onLog: () => {},
    },
    disableStores: true,
    disableContext: true,
    suppressEcho: false,
    logRequestOutcome: false,
    queue: { type: 'none', perRequest: false },
    eventValidation: {},
  })
  await bridge.initialise()
  await bridge.listen(settings.port, settings.host, 511, appService)
  return bridge
}

function registrationOf(settings: BridgeSettings): AppServiceRegistration {
  const registration = new AppServiceRegistration(null)
  registration.setId(registrationId)
  registration.setAppServiceToken(settings.asToken)
  registration.setHomeserverToken(settings.hsToken)
  registration.setSenderLocalpart(settings.botLocalpart)
  registration.setRateLimited(false)
  return registration
}
