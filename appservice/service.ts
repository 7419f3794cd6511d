/** The running service, put together: configuration in, two listeners out. */
import { randomInt } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Config } from '@lyceum/core/config/settings.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { createEngine, type Engine } from '@lyceum/core/provision/engine.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import { createFacts } from '@lyceum/core/provision/facts.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import { createInternalServer } from './http/internal-server.ts'
import { createPublicServer } from './http/public-server.ts'
import { bringPeopleIn } from './join/entering.ts'
import type { Log } from './log.ts'

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
    aliasKey: config.secrets.aliasKey,
    log,
    now: () => new Date(),
    owner: lockOwner.current(),
  })
  const facts = createFacts({
    store,
    blueprint: config.blueprint,
    policy: defaultPolicy,
    bot: homeserver.bot,
    language: config.language,
  })
  const entering = bringPeopleIn((person) => enter(engine, person), log)
  const publicServer = await createPublicServer({
    join: {
      store,
      homeserver,
      enter: (person) => entering.enter(person),
      homeserverUrl: config.homeserver.publicUrl,
      now: () => new Date(),
      random: (limit) => randomInt(limit),
      log,
    },
    people: { engine, facts, now: () => new Date() },
    log,
    publicUrl: config.public.url,
    pagesFolder,
  })
  const { hsToken } = config.secrets
  const internalServer = await createInternalServer({ store, homeserver, hsToken, log })
  await internalServer.listen({ host: config.internal.host, port: config.internal.port })
  await publicServer.listen({ host: config.public.host, port: config.public.port })
  const waiting = await store.accounts.entering()
  void entering.resume(waiting.map(({ person }) => person))

  return {
    publicPort: portOf(publicServer),
    internalPort: portOf(internalServer),
    async stop() {
      await publicServer.close()
      await entering.stop()
      await internalServer.close()
      await store.close()
    },
  }
}

function portOf(server: FastifyInstance): number {
  return (server.server.address() as AddressInfo).port
}
