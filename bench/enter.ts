/**
 * People enter, on everything that a school runs: `lyceum up` with its Synapse and its appservice process, links by
 * `lyceum invites create`, entering by the request that the join page makes. One after another first, then fifty at
 * once; afterwards a plan must be empty. Before that, what `lyceum plan` takes on the school when nothing is to be done,
 * in this process, so without its start. Run by `npm run bench -- enter`.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { blueprint } from '@lyceum/core/school/blueprint.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type { ClassPlace, School } from '@lyceum/core/school/people.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { generateSchool } from '../examples/generate/school.ts'
import { runCli } from '../provisioning-cli/cli.ts'
import { renderSimpleYaml } from '../provisioning-cli/roster/simple/render-yaml.ts'
import { renderTable } from './measure.ts'

const main = fileURLToPath(new URL('../provisioning-cli/main.ts', import.meta.url))
const busyTeachers = 3
const busyClasses = 8

interface Site {
  readonly url: string
  readonly homeserver: string
}

/** One person who has entered. */
interface Entered {
  readonly seconds: number
  /** From the request until the last room was joined. */
  readonly wholeSeconds: number
  readonly user: string
}

const school = withBusyTeachers(generateSchool())
const rooms = roomsOfPeople(school)
const folder = await mkdtemp(path.join(tmpdir(), 'lyceum-bench-enter-'))
let up: ChildProcess | undefined
let logins = 0
try {
  await bench()
} finally {
  if (up !== undefined && up.exitCode === null) {
    const gone = once(up, 'exit')
    up.kill('SIGTERM')
    await gone
  }
  await rm(folder, { recursive: true, force: true })
}

async function bench(): Promise<void> {
  const roster = path.join(folder, 'roster.yaml')
  await writeFile(roster, renderSimpleYaml(school))
  const site = await startUp(roster)
  const plans: number[] = []
  await secondsToPlan()
  for (let run = 0; run < 5; run += 1) plans.push(await secondsToPlan())
  const tokens = await issueLinks()
  const groups = choosePeople()
  const rows: (readonly string[])[] = [['', 'number', 'median s', '95 % s', 'slowest s', 'limit s']]
  rows.push(rowOf('plan, nothing to do', plans, 1.5))
  for (const { name, people, limit } of groups.oneByOne) {
    const entered: Entered[] = []
    for (const person of people) entered.push(await enter(site, person, tokens))
    rows.push(
      rowOf(
        name,
        entered.map((one) => one.seconds),
        limit,
      ),
    )
    if (name.includes('more')) {
      rows.push(
        rowOf(
          '  until the last room',
          entered.map((one) => one.wholeSeconds),
          10,
        ),
      )
    }
  }
  const began = performance.now()
  const together = await Promise.all(groups.atOnce.map((person) => enter(site, person, tokens)))
  const allIn = (performance.now() - began) / 1000
  rows.push(
    rowOf(
      'at once, answered',
      together.map((one) => one.seconds),
      60,
    ),
  )
  const accounts = new Set(together.map((one) => one.user)).size
  const loads = loadavg().map((one) => one.toFixed(1))
  process.stdout.write(
    `Entering a school of ${school.people.length} people; load ${loads.join(' ')}\n`,
  )
  process.stdout.write(`${renderTable(rows)}\n`)
  process.stdout.write(
    `${together.length} at once: ${accounts} accounts, all in all their rooms after ${allIn.toFixed(1)} s\n`,
  )
  const plan = JSON.parse(await lyceum('plan', '--json')) as { actions: readonly unknown[] }
  process.stdout.write(`the plan afterwards: ${plan.actions.length} actions\n`)
  process.exitCode = plan.actions.length === 0 ? 0 : 1
}

async function startUp(roster: string): Promise<Site> {
  const ports = ['--port', `${await freePort()}`, '--homeserver-port', `${await freePort()}`]
  const args = ['up', '--data', path.join(folder, 'data'), '--roster', roster, '--json', ...ports]
  up = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: up.stdout ?? process.stdin })
  const ended = once(up, 'exit').then(() => {
    throw new Error('up ended before it was ready')
  })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  ended.catch(() => {})
  return JSON.parse(line) as Site
}

/** The first call also loads what `plan` needs. */
async function secondsToPlan(): Promise<number> {
  const began = performance.now()
  const code = await runCli(['plan', '--detailed-exitcode', '--data', path.join(folder, 'data')], {
    stdout: { write() {} },
    stderr: process.stderr,
    stdin: process.stdin,
    env: {},
    cwd: folder,
    interrupt: new AbortController().signal,
    now: () => Date.now(),
  })
  if (code !== 0) throw new Error(`plan ended with ${code}`)
  return (performance.now() - began) / 1000
}

async function lyceum(...argv: readonly string[]): Promise<string> {
  const args = [main, ...argv, '--data', path.join(folder, 'data')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`lyceum ${argv.join(' ')} ended with ${code}`)
  return out
}

async function issueLinks(): Promise<ReadonlyMap<string, string>> {
  const { invitations } = JSON.parse(await lyceum('invites', 'create', '--json')) as {
    invitations: readonly { readonly url: string; readonly person: { readonly id: string } }[]
  }
  return new Map(invitations.map(({ url, person }) => [person.id, url.split('/').at(-1) ?? '']))
}

/** Answered when the request is; whole when the person is in every room of the blueprint. */
async function enter(
  { url, homeserver }: Site,
  person: PersonId,
  tokens: ReadonlyMap<string, string>,
): Promise<Entered> {
  const login = `bench${(logins += 1)}`
  const began = performance.now()
  const response = await fetch(`${url}/api/v1/invitations/${tokens.get(person)}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'tiger-window-lamp-4821' }),
  })
  const seconds = (performance.now() - began) / 1000
  if (response.status !== 201) throw new Error(`entering was answered with ${response.status}`)
  const { access_token: token, user_id: user } = (await response.json()) as Record<string, string>
  const wanted = rooms.get(person) ?? 0
  while ((await joinedRooms(homeserver, token ?? '')) < wanted) await sleep(50)
  return { seconds, wholeSeconds: (performance.now() - began) / 1000, user: user ?? '' }
}

async function joinedRooms(homeserver: string, token: string): Promise<number> {
  const response = await fetch(`${homeserver}/_matrix/client/v3/joined_rooms`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return ((await response.json()) as { joined_rooms: readonly string[] }).joined_rooms.length
}

/** Nobody twice. Fifty at once are a class and a half with parents and a few teachers. */
function choosePeople() {
  const busy = teachers().slice(0, busyTeachers)
  const others = teachers().slice(busyTeachers)
  const pupils = school.places.filter(({ role }) => role === 'pupil').map(({ person }) => person)
  const parents = [...new Set(school.guardianships.map(({ guardian }) => guardian))]
  const ordinary = parents.filter((person) => !teachers().includes(person))
  const few = others.filter((person) => classesOf(person) <= 4)
  return {
    oneByOne: [
      { name: 'pupils', people: pupils.slice(0, 20), limit: 1 },
      { name: 'parents', people: ordinary.slice(0, 20), limit: 1 },
      { name: 'teachers of up to four classes', people: few.slice(0, 40), limit: 2 },
      { name: 'teachers of more classes', people: busy, limit: 2 },
    ],
    atOnce: [...pupils.slice(20, 50), ...ordinary.slice(20, 34), ...few.slice(40, 46)],
  }
}

function teachers(): readonly PersonId[] {
  return school.staff.filter(({ role }) => role === 'teacher').map(({ person }) => person)
}

function classesOf(person: PersonId): number {
  return school.places.filter((place) => place.person === person).length
}

function withBusyTeachers(sample: School): School {
  const people = sample.staff.filter(({ role }) => role === 'teacher').slice(0, busyTeachers)
  const classes = sample.classes.slice(0, busyClasses)
  const extra = people.flatMap(({ person }) =>
    classes.map((cls): ClassPlace => ({ person, class: cls.id, role: 'teacher', subjects: [] })),
  )
  const has = (place: ClassPlace) =>
    sample.places.some((one) => one.person === place.person && one.class === place.class)
  return { ...sample, places: [...sample.places, ...extra.filter((place) => !has(place))] }
}

function roomsOfPeople(of: School): ReadonlyMap<PersonId, number> {
  const counts = new Map<PersonId, number>()
  for (const { members } of blueprint(of, defaultBlueprint)) {
    for (const person of members.keys()) counts.set(person, (counts.get(person) ?? 0) + 1)
  }
  return counts
}

function rowOf(name: string, seconds: readonly number[], limit: number): readonly string[] {
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  const told = [at(0.5), at(0.95), sorted.at(-1) ?? 0].map((one) => one.toFixed(2))
  return [name, `${sorted.length}`, ...told, `${limit}`]
}
