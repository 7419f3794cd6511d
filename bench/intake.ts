/**
 * How fast transactions are taken: the real listener, intake and SQLite file (synchronous=FULL) in this process, sent to over
 * HTTP as a homeserver does, one after another; then how fast what waits is handled by a handler that does nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { message, noting, startIntakeSite } from '@lyceum/appservice/testing/intake-site.ts'
import { renderTable } from './measure.ts'

const rows = [['events a transaction', 'transactions/s', 'events/s', 'median ms', 'p99 ms']]
rows.push(await measureTaking(1, 2000), await measureTaking(100, 300))
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

function batch(txn: number, size: number, rooms: number): readonly object[] {
  return Array.from({ length: size }, (_, n) =>
    message(`${txn}-${n}`, `room${(txn * size + n) % rooms}`, 'x'.repeat(200)),
  )
}

function measureTaking(size: number, transactions: number): Promise<string[]> {
  return withSite(async (site) => {
    for (let txn = 0; txn < 50; txn++) await site.send(`warm-${txn}`, [])
    const times: number[] = []
    const started = performance.now()
    for (let txn = 0; txn < transactions; txn++) {
      const events = batch(txn, size, 50)
      const begun = performance.now()
      const status = await site.send(`${txn}`, events)
      if (status !== 200) throw new Error(`answered ${status}`)
      times.push(performance.now() - begun)
    }
    const seconds = (performance.now() - started) / 1000
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
    const rate = transactions / seconds
    return [`${size}`, rate.toFixed(0), (rate * size).toFixed(0), at(0.5), at(0.99)]
  })
}

function measureCatchingUp(events: number, rooms: number): Promise<string[]> {
  return withSite(async (site, stall) => {
    for (let txn = 0; txn < events / 100; txn++) await site.send(`${txn}`, batch(txn, 100, rooms))
    const started = performance.now()
    stall.isOn = false
    await site.settled()
    const seconds = (performance.now() - started) / 1000
    return [`${events}`, `${rooms}`, seconds.toFixed(1), (events / seconds).toFixed(0)]
  })
}
