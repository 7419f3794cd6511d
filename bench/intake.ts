/**
 * How fast transactions are taken: the real listener, intake and SQLite file (synchronous=FULL) in this process, sent to over
 * HTTP as a homeserver does, one after another; then how fast what waits is handled by a handler that does nothing. Beside
 * it, in turns, what the machine can do at all: one prepared insert and commit a transaction of the same rows, as a bare loop
 * and behind the same HTTP, without any of what makes ours right.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { message, noting, startIntakeSite } from '@lyceum/appservice/testing/intake-site.ts'
import { type BareIntake, startBareIntake } from './bare-intake.ts'
import { renderTable } from './measure.ts'

const rounds = 5
const rows = [
  ['events a transaction', 'what', 'transactions/s', 'events/s', 'median ms', 'p99 ms', 'of ours'],
]
rows.push(...(await measureTaking(1, 400)), ...(await measureTaking(100, 60)))
process.stdout.write(`${renderTable(rows)}\n\n`)
const caughtUp = [['waiting', 'rooms', 's', 'events/s']]
for (const [events, rooms] of [
  [1000, 1],
  [1000, 50],
  [10_000, 1],
  [10_000, 50],
] as const) {
  caughtUp.push(await measureCatchingUp(events, rooms))
}
process.stdout.write(`${renderTable(caughtUp)}\n`)

async function withSite<Result>(
  work: (
    site: Awaited<ReturnType<typeof startIntakeSite>>,
    stall: { isOn: boolean },
  ) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-bench-intake-'))
  const stall = { isOn: true }
  const handler = noting(() => {})
  const site = await startIntakeSite({
    database: join(folder, 'lyceum.db'),
    handlers: [
      {
        ...handler,
        // Taking is measured by itself: what was taken waits meanwhile.
        handle: async () => {
          while (stall.isOn) await sleep(50)
        },
      },
    ],
  })
  try {
    return await work(site, stall)
  } finally {
    stall.isOn = false
    await site.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function batch(txn: string, size: number, rooms: number): readonly object[] {
  return Array.from({ length: size }, (_, n) =>
    message(`${txn}-${n}`, `room${n % rooms}`, 'x'.repeat(200)),
  )
}

type Take = (txn: string, events: readonly object[]) => Promise<unknown>

/** In turns, so that what else the machine does meets all three alike. */
async function measureTaking(size: number, transactions: number): Promise<string[][]> {
  const bare = await startBareIntake()
  const rows = await withSite(async (site) => {
    const takes: Readonly<Record<string, Take>> = {
      ours: site.send,
      'bare insert and commit': async (txn, events) => bare.insert(txn, events),
      'the same behind HTTP': (txn, events) => sendBare(bare, txn, events),
    }
    const times = new Map(Object.keys(takes).map((name) => [name, [] as number[]]))
    for (let round = -1; round < rounds; round++) {
      for (const [name, take] of Object.entries(takes)) {
        const measured = await timesOf(take, `${round}`, size, transactions)
        // The first round finds cold code.
        if (round >= 0) times.get(name)?.push(...measured)
      }
    }
    const ours = sum(times.get('ours') ?? [])
    return [...times].map(([name, all]) => describeTaking(name, size, all, ours))
  })
  await bare.stop()
  return rows
}

async function timesOf(
  take: Take,
  round: string,
  size: number,
  transactions: number,
): Promise<readonly number[]> {
  const times: number[] = []
  for (let txn = 0; txn < transactions; txn++) {
    const events = batch(`${round}-${txn}`, size, 50)
    const begun = performance.now()
    await take(`${round}-${txn}`, events)
    times.push(performance.now() - begun)
  }
  return times
}

async function sendBare(bare: BareIntake, txn: string, events: readonly object[]): Promise<void> {
  const response = await fetch(`${bare.url}/${txn}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  })
  await response.text()
}

function describeTaking(
  name: string,
  size: number,
  times: readonly number[],
  ours: number,
): string[] {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
  const rate = (times.length * 1000) / sum(times)
  const share = (ours / sum(times)).toFixed(2)
  return [
    `${size}`,
    name,
    rate.toFixed(0),
    (rate * size).toFixed(0),
    at(0.5),
    at(0.99),
    `${share}x`,
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function measureCatchingUp(events: number, rooms: number): Promise<string[]> {
  return withSite(async (site, stall) => {
    for (let txn = 0; txn < events / 100; txn++)
      await site.send(`${txn}`, batch(`${txn}`, 100, rooms))
    const started = performance.now()
    stall.isOn = false
    await site.settled()
    const seconds = (performance.now() - started) / 1000
    return [`${events}`, `${rooms}`, seconds.toFixed(1), (events / seconds).toFixed(0)]
  })
}
