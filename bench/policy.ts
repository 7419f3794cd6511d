/**
 * Bench of what the policy module waits for: questions over HTTP to the appservice's own routes, with the facts of one
 * school and of many, and right after a change that another process made. Run by `npm run bench -- policy`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createInternalServer } from '@lyceum/appservice/http/internal-server.ts'
import { createLog } from '@lyceum/appservice/log.ts'
import { createFakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { createFacts, type Facts } from '@lyceum/core/provision/facts.ts'
import { blueprint } from '@lyceum/core/school/blueprint.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import { diffSchool } from '@lyceum/core/school/diff-school.ts'
import { roomId, userId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { generateSchool, sampleOptions } from '../examples/generate/school.ts'
import { renderTable } from './measure.ts'

const { values } = parseArgs({
  options: {
    schools: { type: 'string', default: '50' },
    questions: { type: 'string', default: '2000' },
  },
})
const questions = Number(values.questions)
const hsToken = 'a token for benches only'
const at = '2026-09-01T08:00:00.000Z'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

for (const count of new Set([1, Number(values.schools)])) await benchSchools(count)

async function benchSchools(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-bench-policy-'))
  const open = () =>
    openStore({ sqlite: join(folder, 'lyceum.db') }, { invitationKey: 'a key for benches only' })
  // What changes the data is another process than the one that answers.
  const [writer, reader] = [await open(), await open()]
  try {
    const first = await fill(writer, join(folder, 'lyceum.db'), count)
    const before = usedBytes()
    const facts = createFacts({
      store: reader,
      blueprint: defaultBlueprint,
      policy: defaultPolicy,
      bot: userId('@lyceum:bench'),
      language: 'ru',
    })
    const began = performance.now()
    await facts.fresh()
    const readSeconds = (performance.now() - began) / 1000
    const megabytes = (usedBytes() - before) / 1024 / 1024
    const server = await serve(reader, facts)
    const rows = await measureQuestions(server, writer, first)
    await server.close()
    process.stdout.write(
      `${count} schools of ${first.people.length}, everybody with an account: facts read in ` +
        `${readSeconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB kept\n${renderTable(rows)}\n\n`,
    )
  } finally {
    await writer.close()
    await reader.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function usedBytes(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Gives the first of the schools. Accounts and rooms are put into the file at once: entering is not what is measured. */
async function fill(store: Store, file: string, count: number): Promise<School> {
  const schools = Array.from({ length: count }, (_, index) =>
    generateSchool({ ...sampleOptions, seed: index + 1, number: index + 1 }),
  )
  const database = new DatabaseSync(file)
  const account = database.prepare(
    "insert or ignore into accounts (person, user_id, state, bound_at, version) values (?, ?, 'active', ?, 2)",
  )
  const room = database.prepare(
    'insert into rooms (key, school, room_id, version) values (?, ?, ?, 2)',
  )
  for (const school of schools) {
    const changes = diffSchool({ stored: undefined, roster: school, archived: [] })
    await store.schools.change(school.info.id, 'roster', changes, at)
    database.exec('begin immediate')
    for (const { id } of school.people) account.run(id, accountOf(id), at)
    for (const { key } of blueprint(school, defaultBlueprint)) {
      room.run(key, school.info.id, roomOf(key))
    }
    database.exec("update fact_versions set version = 2 where kind in ('accounts', 'rooms')")
    database.exec('commit')
  }
  database.close()
  const [first] = schools
  if (first === undefined) throw new Error('no school was made')
  return first
}

function accountOf(person: PersonId): string {
  return `@${person.toLowerCase()}:bench`
}

function roomOf(key: string): string {
  return roomId(`!${key}`)
}

type Server = Awaited<ReturnType<typeof createInternalServer>>

async function serve(store: Store, facts: Facts): Promise<Server> {
  const server = await createInternalServer({
    store,
    homeserver: createFakeHomeserver(),
    hsToken,
    transactions: { take: () => Promise.resolve(true) },
    log: createLog('silent'),
    facts,
    now: () => new Date(),
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return server
}

async function measureQuestions(server: Server, store: Store, school: School) {
  const { port } = server.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (name: string, body: object) => askOnce(agent, port, name, JSON.stringify(body))
  const asked = questionsOf(school)
  for (const [name, body] of asked) await repeat(200, () => ask(name, body))
  const rows: string[][] = [['question', 'number', 'p50 ms', 'p95 ms', 'p99 ms']]
  for (const [name, body] of asked) {
    rows.push(rowOf(name, await repeat(questions, () => ask(name, body))))
  }
  const [[name, body] = ['', {}]] = asked
  const person = school.people[0]?.id
  const [cls] = school.classes
  if (person === undefined || cls === undefined) throw new Error('the school is empty')
  const accounts = await repeat(
    100,
    () => ask(name, body),
    () => store.accounts.setState(person, 'active'),
  )
  rows.push(rowOf('invite, an account changed', accounts))
  let turn = 0
  const schools = await repeat(
    50,
    () => ask(name, body),
    () => {
      const renamed = { ...cls, label: `${(turn += 1)}` }
      return store.schools.change(
        school.info.id,
        'roster',
        [{ kind: 'rename-class', class: renamed }],
        at,
      )
    },
  )
  rows.push(rowOf('invite, its school changed', schools))
  agent.destroy()
  return rows
}

/** Of each, one that is allowed: judged to its end. */
function questionsOf(school: School): readonly (readonly [string, object])[] {
  const pupils = school.places.filter((place) => place.role === 'pupil')
  const [one, ...others] = pupils.map((place) => accountOf(place.person))
  const inRoom = Object.fromEntries(others.slice(0, 30).map((user) => [user, 'join']))
  const channel = blueprint(school, defaultBlueprint).find((room) => {
    return room.mark.kind === 'class-chat' && room.mark.class === pupils[0]?.class
  })
  return [
    ['user_may_invite', { inviter: others[0], invitee: one, room_id: '!own', members: inRoom }],
    [
      'user_may_join_room',
      { user: one, room: roomOf(channel?.key ?? ''), is_invited: false, members: inRoom },
    ],
    ['user_may_create_room', { user_id: one, room_config: { invite: others.slice(0, 30) } }],
    ['check_username_for_spam', { requester_id: one, user_profile: { user_id: others[0] } }],
  ]
}

async function repeat(
  times: number,
  work: () => Promise<void>,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly number[]> {
  const milliseconds: number[] = []
  for (let turn = 0; turn < times; turn += 1) {
    await before()
    const began = performance.now()
    await work()
    milliseconds.push(performance.now() - began)
  }
  return milliseconds
}

function askOnce(agent: Agent, port: number, name: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${hsToken}`,
    }
    const path = `/policy/${name}`
    const call = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers })
    call.on('error', reject)
    call.on('response', (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${name} was answered with ${response.statusCode}`))
      })
    })
    call.end(body)
  })
}

function rowOf(name: string, milliseconds: readonly number[]): string[] {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const told = [0.5, 0.95, 0.99].map((share) => {
    return (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(2)
  })
  return [name, `${sorted.length}`, ...told]
}
