import type { FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'
import { addGauges, type Gauged } from './gauges.ts'
import type { Metrics } from './metrics.ts'

/** `/metrics` in the format of Prometheus. */
export function addMetricsRoute(
  server: FastifyInstance,
  { registry }: Metrics,
  gauged: Gauged & { readonly log: Pick<Log, 'warn'> },
): void {
  const gauges = addGauges(registry, gauged)
  server.get('/metrics', async (_request, reply) => {
    // What the service counts itself is told even so; `lyceum_database_up` says the rest.
    await gauges
      .read()
      .catch((err: unknown) => gauged.log.warn({ err }, 'figures of the database not read'))
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Of every request the route's pattern, never its address. Call it before routes are added. */
export function countRequests(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', async (request, reply) => {
    metrics.requestEnded({
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
  })
}
