/** What the server wrote into the document about this installation. */
import * as z from 'zod/mini'

const Site = z.object({
  /** What people type into a client. */
  homeserver: z.string(),
  serverName: z.string(),
  /** Matrix clients that may show the pages inside themselves. */
  clients: z.array(z.string()),
  /** A forgotten password can be replaced by a code to the own number. */
  phone: z.boolean(),
})
export type Site = z.infer<typeof Site>

/** Throws where the document was not sent by the service. */
export function readSite(): Site {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="lyceum-site"]')
  return Site.parse(JSON.parse(meta?.content ?? 'null'))
}
