/**
 * Asks the homeserver to send at once what it held back while nobody listened: Synapse tries again when it is asked for a
 * ping (Matrix client API 1.15), and else up to eight and a half minutes later.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bridge } from 'matrix-appservice-bridge'
import type { Log } from '../log.ts'
import { registrationId } from './run-bridge.ts'

const attempts = 6

/** Never rejects. Ends early when `signal` says so. */
export async function askForEvents(bridge: Bridge, log: Log, signal: AbortSignal): Promise<void> {
  const client = bridge.getBot().getClient()
  const path = `/_matrix/client/v1/appservice/${registrationId}/ping`
  for (let attempt = 1; attempt <= attempts && !signal.aborted; attempt++) {
    try {
      await client.doRequest('POST', path, undefined, {}, 10_000)
      log.info('the homeserver reaches us')
      return
    } catch (error) {
      // The library's errors hold the request with its token: nothing of them is written but the code.
      const code = codeOf(error)
      log.warn({ code, attempt }, 'the homeserver was asked for its events in vain')
      if (code === 'M_URL_NOT_SET' || code === 'M_UNRECOGNIZED') return
    }
    await sleep(500 * 2 ** attempt, undefined, { signal }).catch(() => undefined)
  }
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { errcode, code } = error as { readonly errcode?: unknown; readonly code?: unknown }
  if (typeof errcode === 'string') return errcode
  return typeof code === 'string' ? code : 'unknown'
}
