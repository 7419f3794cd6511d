/** A page inside a Matrix client, through matrix-widget-api. It asks for one capability: to lead to a room. */
import type { MessageGate } from './message-gate.ts'
import type { MatrixPort, Proof } from './port.ts'

const navigate = 'org.matrix.msc2931.navigate'

export async function connectToClient(
  { widgetId, origin }: { readonly widgetId: string; readonly origin: string },
  gate: MessageGate,
): Promise<MatrixPort> {
  const { WidgetApi } = await import('matrix-widget-api')
  silenceTransport()
  const api = new WidgetApi(widgetId, origin)
  api.requestCapability(navigate)
  api.start()
  gate.open()
  return {
    kind: 'client',
    async openid(): Promise<Proof> {
      try {
        const { access_token = '', matrix_server_name = '' } = await api.requestOpenIDConnectToken()
        return { ok: true, openid: { access_token, matrix_server_name } }
      } catch {
        return { ok: false, why: 'declined' }
      }
    },
    room: {
      by: 'client',
      // What the client grants is not waited for: it may ask its person first, and says no when the time comes.
      async open(room) {
        return api.navigateTo(addressOf(room)).then(
          () => true,
          () => false,
        )
      },
    },
  }
}

/** The form in which clients are told of a room; nothing is asked of that site. */
function addressOf(room: string): string {
  return `https://matrix.to/#/${encodeURIComponent(room)}`
}

/** The library writes every message that it sends to the console, where a token of the person has no place. */
function silenceTransport(): void {
  const { log } = console
  console.log = (...parts: readonly unknown[]) => {
    if (!String(parts[0]).startsWith('[PostmessageTransport]')) log(...parts)
  }
}
