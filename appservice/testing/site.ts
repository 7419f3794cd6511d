/** The public server for tests: a small school built on the fake homeserver, a clock to turn, and every log line kept. */
import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { FastifyInstance } from 'fastify'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { FakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type { LettingInSettings } from '@lyceum/core/school/letting-in-settings.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { InvitationPurpose, IssuedInvitation } from '@lyceum/core/store/ports.ts'
import { applyRoster, fakeEngine, type TestEngine } from '@lyceum/core/testing/engine.ts'
import { pupilId, smallSchool, type SmallSchoolOptions } from '@lyceum/core/testing/small-school.ts'
import { createPublicServer } from '../http/public-server.ts'
import { bringPeopleIn } from '../join/entering.ts'
import { createLog } from '../log.ts'
import { connectGateway } from '../phone/gateway.ts'
import { createPhoneChecks } from '../phone/phone-checks.ts'
import { factsOf } from './facts.ts'

export interface TestSite {
  readonly server: FastifyInstance
  readonly engine: TestEngine<FakeHomeserver>
  readonly school: School
  readonly pupil: PersonId
  readonly logLines: string[]
  /** Resolves when no code is on its way to a telephone. */
  codesSent(): Promise<void>
  /** Moves the clock. */
  pass(seconds: number): void
  invite(person?: PersonId, purpose?: InvitationPurpose): Promise<IssuedInvitation>
  get(path: string, address?: string): Promise<Answer>
  redeem(secret: string, body: object, address?: string): Promise<Answer>
  /** With the session, where one is given. */
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    options?: AskOptions,
  ): Promise<Answer>
}

interface AskOptions {
  readonly body?: unknown
  readonly session?: string
  readonly address?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  readonly body: any
}

export const goodPassword = 'tiger-window-lamp-4821'

interface TestSiteOptions extends SmallSchoolOptions {
  readonly phone?: Config['phone']
  readonly lettingIn?: Partial<LettingInSettings>
}

export async function startTestSite(options: TestSiteOptions = {}): Promise<TestSite> {
  const engine = await fakeEngine()
  const school = smallSchool(options)
  await applyRoster(engine, school)
  const logLines: string[] = []
  const log = createLog('debug', { write: (line) => logLines.push(line) })
  const pupil = pupilId('S1', 1, 1)
  let offset = 0
  const now = () => new Date(Date.now() + offset)
  Object.assign(engine, { now, lettingIn: { ...engine.lettingIn, ...options.lettingIn } })
  const entering = bringPeopleIn((person) => enter(engine, person), log)
  const random = (limit: number) => randomInt(limit)
  const { store } = engine
  const phone =
    options.phone &&
    createPhoneChecks({
      settings: options.phone,
      gateway: connectGateway(options.phone.gateway),
      store,
      log,
      now,
      random,
    })
  const facts = factsOf(engine)
  const server = await createPublicServer({
    join: {
      engine,
      facts,
      store,
      homeserver: engine.homeserver,
      enter: (person) => entering.enter(person),
      homeserverUrl: 'https://matrix.school.test',
      now,
      random,
      phone,
      log,
    },
    people: { engine, facts, now },
    log,
    publicUrl: 'https://school.test',
    clients: ['https://chat.school.test/app'],
    pagesFolder: tmpdir(),
  })

  return {
    server,
    engine,
    school,
    pupil,
    logLines,
    async codesSent() {
      await phone?.settled()
    },
    pass(seconds) {
      offset += seconds * 1000
    },
    async invite(person = pupil, purpose = 'enter') {
      const expiresAt = new Date(now().getTime() + 14 * 86_400_000).toISOString()
      const place = school.places.find((one) => one.person === person)
      const invitation = {
        purpose,
        school: school.info.id,
        role: 'pupil',
        person,
        expiresAt,
      } as const
      const [issued] = await engine.store.invitations.issue(
        [{ ...invitation, class: place?.class }],
        now().toISOString(),
      )
      if (issued === undefined) throw new Error('nothing was issued')
      return issued
    },
    async get(path, address = '192.0.2.1') {
      return answerOf(await server.inject({ method: 'GET', url: path, remoteAddress: address }))
    },
    async ask(method, path, { body, session, address = '192.0.2.1' } = {}) {
      const authorization = session === undefined ? {} : { authorization: `Bearer ${session}` }
      return answerOf(
        await server.inject({
          method,
          url: path,
          headers: {
            ...authorization,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined
            ? {}
            : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
          remoteAddress: address,
        }),
      )
    },
    async redeem(secret, body, address = '192.0.2.1') {
      const url = `/api/v1/invitations/${secret}/redeem`
      return answerOf(
        await server.inject({ method: 'POST', url, payload: body, remoteAddress: address }),
      )
    },
  }
}

function answerOf(response: Awaited<ReturnType<FastifyInstance['inject']>>): Answer {
  const isJson = String(response.headers['content-type']).includes('json')
  return {
    status: response.statusCode,
    headers: response.headers,
    body: isJson ? response.json() : response.body,
  }
}
