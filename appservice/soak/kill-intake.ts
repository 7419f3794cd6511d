/**
 * Kills the intake without a word (SIGKILL) while events arrive, again and again, and compares what was handled with what
 * was sent. The sender does as a homeserver does: one transaction at a time, the same again until it is answered 200.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '@lyceum/core/store/store.ts'
import { message, sendTransaction } from '../testing/intake-site.ts'

export interface KillResult {
  readonly kills: number
  readonly sent: number
  readonly lost: number
  /** Handled again after something later of the room had been: what a handler that may be repeated cannot make good. */
  readonly outOfOrder: number
  /** Handled again at once after a kill in between: allowed, for a handler may be repeated. */
  readonly repeated: number
}

const rooms = 10
const program = fileURLToPath(new URL('intake-process.ts', import.meta.url))

interface Target {
  url: string
  /** How many events may have been sent by now. */
  allowed: number
  isOver: boolean
}

export async function killIntake(
  kills: number,
  events: number,
  onKill?: (done: number) => void,
): Promise<KillResult> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-kill-intake-'))
  const [database, lines] = [join(folder, 'lyceum.db'), join(folder, 'lines')]
  writeFileSync(lines, '')
  const target: Target = { url: '', allowed: 0, isOver: false }
  let child: ChildProcess | undefined
  try {
    const start = async () => {
      child = spawn(process.execPath, [program, database, lines], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      target.url = await firstLine(child)
    }
    await start()
    const sending = sendAll(events, target)
    for (let kill = 1; kill <= kills; kill++) {
      target.allowed = Math.ceil((events * kill) / (kills + 1))
      await sleep(Math.random() * 150)
      await ended(child)
      onKill?.(kill)
      await start()
    }
    target.allowed = events
    await sending
    await untilHandled(database)
    return { kills, sent: events, ...compare(readFileSync(lines, 'utf8'), events) }
  } finally {
    target.isOver = true
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
}

function roomOf(event: number): string {
  return `room${(event * 7) % rooms}`
}

async function sendAll(events: number, target: Target): Promise<void> {
  for (let txn = 1, next = 0; next < events && !target.isOver; txn++) {
    const count = Math.min(1 + (txn % 5), events - next)
    const batch = Array.from({ length: count }, (_, n) =>
      message(`${next + n}`, roomOf(next + n), 'x'),
    )
    while (!target.isOver) {
      const isReady = next + count <= target.allowed
      if (isReady && (await isTaken(target.url, txn, batch))) break
      await sleep(3)
    }
    next += count
  }
}

async function isTaken(url: string, txn: number, batch: readonly object[]): Promise<boolean> {
  try {
    return (await sendTransaction(url, `${txn}`, batch)) === 200
  } catch {
    return false
  }
}

async function untilHandled(database: string): Promise<void> {
  const store = await openStore({ sqlite: database }, { invitationKey: 'a key for tests only' })
  while ((await store.intake.counts()).waiting > 0) await sleep(20)
  await store.close()
}

function compare(
  text: string,
  events: number,
): Pick<KillResult, 'lost' | 'outOfOrder' | 'repeated'> {
  const last = new Map<string, number>()
  const seen = new Set<number>()
  let [outOfOrder, repeated] = [0, 0]
  for (const line of text.split('\n').filter(Boolean)) {
    const [room = '', id = ''] = line.split(' ')
    const event = Number(id.slice(1))
    const before = last.get(room) ?? -1
    if (event < before) outOfOrder += 1
    if (event === before) repeated += 1
    last.set(room, Math.max(event, before))
    seen.add(event)
  }
  return { lost: events - seen.size, outOfOrder, repeated }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('no output')
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', () => reject(new Error('the intake ended by itself')))
  })
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exit
}
