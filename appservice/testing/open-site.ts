/** A homeserver of its own without the policy module, and the service that gets its events: what is shown is what the service does alone. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectPerson, type PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import type { PersonId, RoomId, SchoolId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { startSynapse } from '@lyceum/deploy/embedded/homeserver.ts'
import { startRealService, type RealService } from './real-service.ts'

export interface OpenSite {
  readonly url: string
  readonly service: RealService
  /** The service's own account's token: the homeserver's administration takes it. */
  readonly adminToken: string
  /** Registers, enters and signs in. */
  admit(person: PersonId): Promise<PersonClient>
  /** By the end of its key: `C1/class-chat`. */
  roomId(ending: string): Promise<RoomId>
  stop(): Promise<void>
}

export async function startOpenSite(python: string, school: School): Promise<OpenSite> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lyceum-open-'))
  const serverName = 'open.test'
  const internalPort = await freePort()
  const appservice = {
    asToken: randomBytes(32).toString('base64url'),
    hsToken: randomBytes(32).toString('base64url'),
    botLocalpart: 'lyceum',
  }
  const synapse = await startSynapse({
    dataFolder,
    python,
    port: await freePort(),
    serverName,
    appservice: { ...appservice, url: `http://127.0.0.1:${internalPort}` },
  })
  const { url, registrationSharedSecret } = synapse
  await bootstrapBot({ url, serverName, registrationSharedSecret, ...appservice })
  const service = await startRealService({ url, serverName, ...appservice }, school, {
    internalPort,
  })
  const { engine } = service
  const id: SchoolId = school.info.id
  return {
    url,
    service,
    adminToken: appservice.asToken,
    async admit(person) {
      const user = await giveAccount(engine, id, person)
      await (
        await enter(engine, person)
      ).complete
      const { accessToken } = await engine.homeserver.logIn(user, 'test')
      return connectPerson(url, user, accessToken)
    },
    async roomId(ending) {
      const rooms = await engine.store.rooms.ofSchool(id)
      const found = [...rooms].find(([key]) => key.endsWith(ending))
      if (found === undefined) throw new Error(`no room ${ending}`)
      return found[1]
    },
    async stop() {
      await service.stop()
      await synapse.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
