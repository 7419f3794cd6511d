/**
 * Kills `lyceum apply` with SIGKILL at random points, runs it again and looks whether the school is the same as after an
 * undisturbed run. Every round has a configuration folder of its own, so it starts from nothing. A point is a line of
 * progress (or the moment at which the database appears) and a random while after it: so it is spread over what an apply
 * does, on a fast machine as on a loaded one.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { School } from '@lyceum/core/school/people.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { makeInstallation, type Installation, type RunningServer } from './installation.ts'
import { describeWorld, roomsOfBot, type World } from './world.ts'

export interface KillResult {
  /** Runs that were really killed, and after how many lines of progress. */
  readonly killedAfter: readonly number[]
  /** What was not as it should be, a line each; empty when all is well. */
  readonly faults: readonly string[]
  readonly rooms: number
}

export interface KillOptions {
  readonly points: number
  readonly seed: number
  onRound?(done: number): void
}

/** Twelve rooms: seven of the school, four of its class, the parent committee. */
export function soakSchool(): School {
  const school = smallSchool({ id: 'SOAK', classes: 1, pupilsPerClass: 2 })
  const [parent] = school.guardianships
  return {
    ...school,
    committee: parent === undefined ? [] : [{ person: parent.guardian }],
  }
}

export async function killApplies(
  server: RunningServer,
  { points, seed, onRound }: KillOptions,
): Promise<KillResult> {
  const school = soakSchool()
  const random = randomFrom(seed)
  const undisturbed = await applyUndisturbed(server, school)
  const killedAfter: number[] = []
  const faults: string[] = []
  while (killedAfter.length < points) {
    const point = {
      line: Math.floor(random() * undisturbed.lines),
      waitMs: Math.floor(random() * 200),
    }
    const round = await killOnce(server, school, point, undisturbed.world)
    // It was done before its time had come: no kill, so another point.
    if (round === undefined) continue
    killedAfter.push(point.line)
    faults.push(...round.map((fault) => `${point.line} lines and ${point.waitMs} ms: ${fault}`))
    onRound?.(killedAfter.length)
  }
  return { killedAfter, faults, rooms: undisturbed.world.rooms }
}

async function applyUndisturbed(server: RunningServer, school: School) {
  const before = await roomsOfBot(server)
  const installation = await makeInstallation(server, school)
  try {
    const { code, lines } = await lyceum(['apply', installation.roster], installation).ended
    if (code !== 0) throw new Error(`the undisturbed apply ended with ${code}`)
    return { lines, world: await describeWorld(installation, school.info.id, before) }
  } finally {
    installation.remove()
  }
}

interface Point {
  /** 0: when the database appears. */
  readonly line: number
  readonly waitMs: number
}

/** What is wrong afterwards; undefined when it could not be killed in time. */
async function killOnce(
  server: RunningServer,
  school: School,
  point: Point,
  wanted: World,
): Promise<readonly string[] | undefined> {
  const before = await roomsOfBot(server)
  const installation = await makeInstallation(server, school)
  try {
    const first = lyceum(['apply', installation.roster], installation, point.line)
    await Promise.race([
      point.line === 0 ? untilExists(installation.database, first.ended) : first.reached,
      first.ended,
    ])
    await sleep(point.waitMs)
    first.kill()
    if ((await first.ended).code !== null) return undefined
    const faults: string[] = []
    const again = await lyceum(['apply', installation.roster], installation).ended
    if (again.code !== 0) faults.push(`apply again ended with ${again.code}: ${again.stderr}`)
    const plan = ['plan', installation.roster, '--detailed-exitcode']
    const { code } = await lyceum(plan, installation).ended
    if (code !== 0) faults.push(`the next plan ended with ${code}`)
    return [
      ...faults,
      ...differences(await describeWorld(installation, school.info.id, before), wanted),
    ]
  } finally {
    installation.remove()
  }
}

function differences(world: World, wanted: World): readonly string[] {
  const missing = wanted.lines.filter((line) => !world.lines.includes(line))
  const extra = world.lines.filter((line) => !wanted.lines.includes(line))
  return [
    ...(world.strays === 0 ? [] : [`rooms that nobody knows: ${world.strays}`]),
    ...(world.lines.length === wanted.lines.length ? [] : ['another number of events']),
    ...missing.map((line) => `missing ${line}`),
    ...extra.map((line) => `extra ${line}`),
  ]
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** The program itself and not its launcher, which would live on to pass the word. */
function lyceum(argv: readonly string[], { config }: Installation, atLine = 0) {
  const child = spawn(process.execPath, [main, ...argv, '--config', config, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let lines = 0
  let stderr = ''
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  const reached = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', () => {
      lines += 1
      if (lines === atLine) resolve()
    })
  })
  const ended = new Promise<{ code: number | null; lines: number; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, lines, stderr }))
  })
  return { reached, ended, kill: () => child.kill('SIGKILL') }
}

async function untilExists(file: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!existsSync(file) && !isOver) await sleep(2)
}

/** Mulberry32: the same points for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
