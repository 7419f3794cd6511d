/** Where a page is shown: alone, or inside a Matrix client that says of itself by the address who it is. */
import { isLanguage, type Language } from '../i18n/i18n.ts'

export type Surroundings =
  | { readonly kind: 'alone' }
  | {
      readonly kind: 'client'
      readonly widgetId: string
      /** One of the configured clients, as `postMessage` compares it. */
      readonly origin: string
      readonly theme: 'light' | 'dark' | undefined
      readonly language: Language | undefined
    }
  /** In a frame of somebody who is not a configured client, or who does not say who it is. */
  | { readonly kind: 'foreign-frame' }

/**
 * `parentUrl` and `widgetId` are what clients add to a widget's address; `theme` and `lang` stand in our own templates. The
 * origin is taken from the list, never from the address: what the address claims only chooses among the allowed.
 */
export function readSurroundings(
  address: string,
  isFramed: boolean,
  clients: readonly string[],
): Surroundings {
  if (!isFramed) return { kind: 'alone' }
  const given = new URL(address).searchParams
  const parent = given.get('parentUrl') ?? ''
  const origin = clients.map(originOf).find((one) => isWithin(parent, one))
  const widgetId = given.get('widgetId') ?? ''
  if (origin === undefined || widgetId === '') return { kind: 'foreign-frame' }
  const theme = given.get('theme')
  const language = given.get('lang')?.slice(0, 2)
  return {
    kind: 'client',
    widgetId,
    origin,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    language: isLanguage(language) ? language : undefined,
  }
}

/** The origin of `vector://vector` is itself where it exists at all, whatever this browser makes of such an address. */
function originOf(client: string): string {
  return /^https?:/.test(client) ? new URL(client).origin : client
}

function isWithin(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`)
}
