import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

interface HeaderSettings {
  readonly homeserverUrl: string
  readonly isHttps: boolean
  /** Matrix clients that may show the pages inside themselves. */
  readonly clients: readonly string[]
}

/**
 * Pages load nothing from elsewhere and talk to nobody but this origin and the homeserver. Mantine sets its variables by a
 * `style` element and `style` attributes, hence 'unsafe-inline' for styles; scripts have no such door.
 */
export async function addSecurityHeaders(
  server: FastifyInstance,
  { homeserverUrl, isHttps, clients }: HeaderSettings,
): Promise<void> {
  const none = ["'none'"]
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", new URL(homeserverUrl).origin],
        manifestSrc: ["'self'"],
        baseUri: none,
        formAction: none,
        frameAncestors: clients.length === 0 ? none : clients.map(ancestorOf),
        objectSrc: none,
      },
    },
    // It knows no list: with one, frame-ancestors alone says who may frame.
    xFrameOptions: clients.length === 0 && { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
  })
  server.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  })
}

/** The origin; of a client that is no web page its scheme, since that is all the browser can compare. */
function ancestorOf(client: string): string {
  const { origin, protocol } = new URL(client)
  return origin === 'null' ? protocol : origin
}
