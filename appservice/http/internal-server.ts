/** The port of the homeserver and the administrator's tools: on loopback or the internal network only. */
import { fastify, LogController, type FastifyInstance } from 'fastify'
import type { Facts } from '@lyceum/core/provision/facts.ts'
import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { addAppserviceApi, type Transactions } from '../bridge/transactions.ts'
import type { Events } from '../bridge/events.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { addMetricsRoute, countRequests } from '../metrics/routes.ts'
import { watchModule } from '../policy/module-seen.ts'
import { addPolicyRoutes } from '../policy/routes.ts'
import { handleErrors } from './errors.ts'
import { addHealthRoutes } from './health.ts'

export interface InternalServer {
  readonly store: Store
  readonly homeserver: Homeserver
  readonly hsToken: string
  readonly transactions: Transactions
  readonly log: Log
  readonly facts: Facts
  now(): Date
  /** Left out: nothing is counted, and there is no `/metrics`. */
  readonly counted?: { readonly metrics: Metrics; readonly figures: Events['figures'] }
}

/** A transaction of a hundred events of 64 KiB, with as many ephemeral ones, must fit: Synapse repeats a refused one for ever. */
const longestBody = 20 * 1024 * 1024

export async function createInternalServer(input: InternalServer): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: input.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: longestBody,
    // Transaction ids are the homeserver's to choose.
    routerOptions: { maxParamLength: 1000 },
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  handleErrors(server)
  const seen = watchModule(input.now)
  const { counted } = input
  if (counted !== undefined) {
    countRequests(server, counted.metrics)
    addMetricsRoute(server, counted.metrics, { ...input, ...counted, seen })
  }
  addHealthRoutes(server, { ...input, seen })
  await server.register(async (scope) => addAppserviceApi(scope, input.hsToken, input.transactions))
  await server.register(async (scope) =>
    addPolicyRoutes(scope, {
      ...input,
      seen,
      ...(counted && { onAnswer: (answer) => counted.metrics.policyAnswered(answer) }),
    }),
  )
  return server
}
