/** The port of the homeserver and the administrator's tools: on loopback or the internal network only. */
import { fastify, LogController, type FastifyInstance } from 'fastify'
import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { addAppserviceApi } from '../bridge/transactions.ts'
import type { Log } from '../log.ts'
import { handleErrors } from './errors.ts'
import { addHealthRoutes } from './health.ts'

export interface InternalServer {
  readonly store: Store
  readonly homeserver: Homeserver
  readonly hsToken: string
  readonly log: Log
}

/** A transaction of a hundred events of 64 KiB, with as many ephemeral ones, must fit: Synapse repeats a refused one for ever. */
const longestBody = 20 * 1024 * 1024

export async function createInternalServer(input: InternalServer): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: input.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: longestBody,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  handleErrors(server)
  addHealthRoutes(server, input)
  await server.register(async (scope) => addAppserviceApi(scope, input.hsToken))
  return server
}
