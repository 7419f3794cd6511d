/** The running service, put together: configuration in, two listeners out. */
import { randomInt } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Config } from '@lyceum/core/config/settings.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { createEngine, type Engine } from '@lyceum/core/provision/engine.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import { oweOfParent } from '@lyceum/core/provision/letting-in/guardian.ts'
import { createFacts } from '@lyceum/core/provision/facts.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import { watchLettingIn } from './applications/look.ts'
import { listenAsBot } from './bridge/bot/bot.ts'
import { createEvents } from './bridge/events.ts'
import { watchSchools } from './drift/watch.ts'
import { createInternalServer } from './http/internal-server.ts'
import { createPublicServer } from './http/public-server.ts'
import { bringPeopleIn } from './join/entering.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { endSessionsByEvents } from './people/end-sessions.ts'
import { startRetention } from './people/retention.ts'
import { connectGateway } from './phone/gateway.ts'
import { createPhoneChecks } from './phone/phone-checks.ts'
import { watchReports } from './reports/watch-reports.ts'

export interface RunningService {
  /** Ports as bound: with port 0 in the configuration the system chooses. */
  readonly publicPort: number
  readonly internalPort: number
  /** Takes no more requests, ends those under way, closes the database. */
  stop(): Promise<void>
}

const pagesFolder = fileURLToPath(new URL('../widgets/dist', import.meta.url))

export async function startService(config: Config, log: Log): Promise<RunningService> {
  const store = await openStore(config.database, config.secrets)
  const homeserver = connectSynapse({
    url: config.homeserver.url,
    serverName: config.serverName,
    asToken: config.secrets.asToken,
    botLocalpart: config.homeserver.bot,
    log,
  })
  const engine: Engine = createEngine({
    store,
    homeserver,
    blueprint: config.blueprint,
    accounts: config.accounts,
    policy: config.policy,
    lettingIn: config.lettingIn,
    aliasKey: config.secrets.aliasKey,
    log,
    now: () => new Date(),
    owner: lockOwner.current(),
  })
  const facts = createFacts({
    store,
    blueprint: config.blueprint,
    policy: config.policy,
    bot: homeserver.bot,
    language: config.language,
  })
  // The first question would wait for all schools to be read. It reads again what could not be read now.
  facts.fresh().catch((error: unknown) => log.warn({ err: error }, 'facts not read yet'))
  const entering = bringPeopleIn(async (person) => {
    await oweOfParent(engine, person)
    return enter(engine, person)
  }, log)
  const metrics = createMetrics()
  const phone =
    config.phone &&
    createPhoneChecks({
      settings: config.phone,
      gateway: connectGateway(config.phone.gateway),
      store,
      log,
      now: () => new Date(),
      random: (limit) => randomInt(limit),
    })
  const publicServer = await createPublicServer({
    join: {
      engine,
      facts,
      store,
      homeserver,
      enter: (person) => entering.enter(person),
      homeserverUrl: config.homeserver.publicUrl,
      now: () => new Date(),
      random: (limit) => randomInt(limit),
      phone,
      log,
    },
    people: { engine, facts, now: () => new Date() },
    log,
    publicUrl: config.public.url,
    clients: config.public.clients,
    pagesFolder,
    metrics,
  })
  const bot = { engine, facts, publicUrl: config.public.url, log, now: () => new Date() }
  const watch = watchSchools(engine, facts, config, log, metrics)
  const { asToken, hsToken } = config.secrets
  const events = createEvents({
    homeserverUrl: config.homeserver.url,
    serverName: config.serverName,
    botLocalpart: config.homeserver.bot,
    asToken,
    hsToken,
    ...config.internal,
    store,
    owners: facts,
    handlers: [...watch.handlers, endSessionsByEvents(store.sessions), listenAsBot(bot)],
    owner: engine.owner,
    log,
    now: () => new Date(),
  })
  const internalServer = await createInternalServer({
    store,
    homeserver,
    hsToken,
    transactions: events.transactions,
    log,
    facts,
    now: () => new Date(),
    counted: { metrics, figures: events.figures },
  })
  await events.start(internalServer)
  await publicServer.listen({ host: config.public.host, port: config.public.port })
  const waiting = await store.accounts.entering()
  void entering.resume(waiting.map(({ person }) => person))
  watch.start()
  const reports = watchReports({ engine, facts }, log)
  const looks = watchLettingIn(engine, log)
  const retention = startRetention({
    store,
    settings: config.retention,
    log,
    now: () => new Date(),
  })

  return {
    publicPort: portOf(publicServer),
    internalPort: portOf(internalServer),
    async stop() {
      await publicServer.close()
      await phone?.settled()
      await entering.stop()
      await events.stop()
      await looks.stop()
      await watch.stop()
      await reports.stop()
      await retention.stop()
      await store.close()
    },
  }
}

function portOf(server: FastifyInstance): number {
  return (server.server.address() as AddressInfo).port
}
