/**
 * A closed community as it runs: a Synapse of its own with the policy module on, the service as a process behind it, and
 * the rooms of the schools. Starting one takes some ten seconds, so a test file has one.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { connectPerson, type PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import type { PersonId, RoomId, RoomKey, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { startSynapse } from '@lyceum/deploy/embedded/homeserver.ts'
import { startRealService, type RealService } from './real-service.ts'

export interface ClosedSiteOptions {
  readonly schools: readonly School[]
  /** Whether Synapse asks before people come together; on unless said otherwise. */
  readonly module?: boolean
  /** Lines of the service's config.yaml. */
  readonly lines?: readonly string[]
}

export interface ClosedSite {
  readonly homeserverUrl: string
  readonly serverName: string
  readonly bot: UserId
  readonly service: RealService
  /** Of the homeserver: its database, files and logs. */
  readonly dataFolder: string
  /** Account, rooms and a session; once a person. `others`: whom the account stands for as well. */
  enter(person: PersonId, others?: readonly PersonId[]): Promise<PersonClient>
  /** An account of nobody's roster, with a session. */
  stranger(localpart: string): Promise<PersonClient>
  /** As the homeserver's administrator, by the admin API too. */
  readonly admin: PersonClient
  /** Where a room of a school is, by the end of its key: `C1/class-chat`. */
  roomOf(school: SchoolId, ending: string): Promise<RoomId>
  stopHomeserver(): Promise<void>
  /** Homeserver and service, leaving their files and the store. */
  stopServers(): Promise<void>
  stop(): Promise<void>
}

export async function startClosedSite(options: ClosedSiteOptions): Promise<ClosedSite> {
  const { python } = inject('homeserver')
  const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-closed-'))
  const serverName = 'closed.test'
  const internalPort = await freePort()
  const random = () => randomBytes(32).toString('base64url')
  const appservice = { asToken: random(), hsToken: random(), botLocalpart: 'lyceum' }
  const running = await startSynapse({
    dataFolder,
    python,
    port: await freePort(),
    serverName,
    appservice: { ...appservice, url: `http://127.0.0.1:${internalPort}` },
    policy: options.module === false ? undefined : { forbidEncryption: false },
  })
  const { url, registrationSharedSecret } = running
  const bot = await bootstrapBot({ url, serverName, registrationSharedSecret, ...appservice })
  const service = await startRealService({ url, serverName, ...appservice }, options.schools, {
    internalPort,
    lines: options.lines ?? [],
  })
  const { engine } = service
  const admin = connectPerson(url, bot, appservice.asToken)
  const connect = async (user: UserId) => {
    // A test does in seconds what a person does in a week.
    const limits = `/_synapse/admin/v1/users/${encodeURIComponent(user)}/override_ratelimit`
    await admin.request('POST', limits, { messages_per_second: 0, burst_count: 0 })
    const { accessToken } = await engine.homeserver.logIn(user, 'test')
    return connectPerson(url, user, accessToken)
  }
  return {
    homeserverUrl: url,
    serverName,
    bot,
    service,
    dataFolder,
    admin,
    async enter(person, others = []) {
      const school = options.schools.find(({ people }) => people.some(({ id }) => id === person))
      if (school === undefined) throw new Error(`${person} is in no school`)
      const user = await giveAccount(engine, school.info.id, person)
      for (const other of others)
        await service.store.accounts.bind(other, user, new Date().toISOString())
      for (const one of [person, ...others]) await (await enter(engine, one)).complete
      return connect(user)
    },
    async stranger(localpart) {
      await engine.homeserver.register(localpart)
      return connect(`@${localpart}:${serverName}` as UserId)
    },
    async roomOf(school, ending) {
      const rooms = await service.store.rooms.ofSchool(school)
      const found = [...rooms].find(([key]: readonly [RoomKey, RoomId]) => key.endsWith(ending))
      if (found === undefined) throw new Error(`no room ${ending}`)
      return found[1]
    },
    stopHomeserver: () => running.stop(),
    async stopServers() {
      await service.kill()
      await running.stop()
    },
    async stop() {
      await service.stop()
      await running.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
