/** The port that people reach: pages and API, one origin. */
import rateLimit from '@fastify/rate-limit'
import { fastify, LogController, type FastifyInstance } from 'fastify'
import { addApplicationRoutes } from '../applications/routes.ts'
import type { JoinContext } from '../join/context.ts'
import { addInvitationRoutes } from '../join/routes.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { countRequests } from '../metrics/routes.ts'
import type { PeopleContext } from '../people/context.ts'
import { addPeopleRoutes } from '../people/routes.ts'
import { addReportRoutes } from '../reports/routes.ts'
import { networkOf } from './addresses.ts'
import { handleErrors } from './errors.ts'
import { openApi } from './openapi/document.ts'
import { addPages } from './pages.ts'
import { problems, sendProblem } from './problems.ts'
import { addSecurityHeaders } from './security-headers.ts'

export interface PublicServer {
  readonly join: JoinContext
  readonly people: PeopleContext
  readonly log: Log
  /** Where people reach this server. */
  readonly publicUrl: string
  /** Matrix clients that may show the pages inside themselves. */
  readonly clients: readonly string[]
  /** What Vite built. */
  readonly pagesFolder: string
  /** Left out: requests are not counted. */
  readonly metrics?: Metrics
}

const longestBody = 64 * 1024

export async function createPublicServer(input: PublicServer): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: input.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: longestBody,
    // A reverse proxy stands on this machine; what others claim about addresses does not count.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 1000 },
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  handleErrors(server)
  logRequests(server)
  if (input.metrics !== undefined) countRequests(server, input.metrics)
  await addSecurityHeaders(server, {
    homeserverUrl: input.join.homeserverUrl,
    isHttps: input.publicUrl.startsWith('https:'),
    clients: input.clients,
  })
  await server.register(rateLimit, {
    global: false,
    keyGenerator: (request) => networkOf(request.ip),
    cache: 20_000,
  })
  const pages = await addPages(server, input.pagesFolder, {
    homeserver: input.join.homeserverUrl,
    serverName: input.join.homeserver.serverName,
    clients: input.clients,
    phone: input.join.phone !== undefined,
  })
  addInvitationRoutes(server, input.join)
  const guard = addPeopleRoutes(server, { ...input.people, publicUrl: input.publicUrl })
  addApplicationRoutes(server, input.people, guard)
  addReportRoutes(server, input.people, guard)
  server.get('/api/v1/openapi.json', async () => openApi)
  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.replace(/[?#].*$/s, '')
    if (!/^\/api(\/|$)/.test(path)) return pages.send(reply, 404)
    reply.header('cache-control', 'no-store')
    const isTold = isOpenToAll(path) || (await guard.findSession(request)) !== undefined
    return sendProblem(reply, isTold ? problems.notFound : problems.notSignedIn)
  })
  return server
}

/** Of the API only these are for people without a session; whether another address exists is not told. */
function isOpenToAll(path: string): boolean {
  return /^\/api\/v1\/(invitations\/|phone\/codes$|forgotten(\/code)?$|session$|openapi\.json$)/.test(
    path,
  )
}

/** The route's pattern instead of the address: an address may hold an invitation's token. */
function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    if (fields.route?.startsWith('/api/') === true) request.log.info(fields, 'request')
    else request.log.debug(fields, 'request')
  })
}
