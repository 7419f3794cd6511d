import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * Pages load nothing from elsewhere and talk to nobody but this origin and the homeserver. Mantine sets its variables by a
 * `style` element and `style` attributes, hence 'unsafe-inline' for styles; scripts have no such door.
 */
export async function addSecurityHeaders(
  server: FastifyInstance,
  { homeserverUrl, isHttps }: { readonly homeserverUrl: string; readonly isHttps: boolean },
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
        frameAncestors: none,
        objectSrc: none,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
  })
  server.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  })
}
