/**
 * The look at everything on a timer: what happened while nobody listened, or what no event tells of. Schools are asked
 * about one after another, so that a start with fifty of them is no storm.
 */
import { createHash } from 'node:crypto'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Facts } from '@lyceum/core/provision/facts.ts'
import { sweepPrivateRooms } from '@lyceum/core/provision/sweep-private-rooms.ts'
import type { Log } from '../log.ts'
import type { Repairs } from './repairs.ts'

interface SweepSettings {
  readonly sweepMinutes: number
  readonly privateRoomsHours: number
}

export interface SweepInput {
  readonly engine: Engine
  readonly facts: Facts
  readonly repairs: Pick<Repairs, 'ask'>
  readonly settings: SweepSettings
  readonly log: Pick<Log, 'info' | 'warn'>
}

export interface Sweep {
  stop(): Promise<void>
}

/** Between the schools of one sweep. */
const staggerMs = 1000
const minuteMs = 60_000
/** A homeserver that just started has other things to do. */
const firstPrivateMs = 5 * minuteMs

export function startSweeps(input: SweepInput): Sweep {
  const { settings } = input
  const stop = new AbortController()
  const underWay = new Set<Promise<void>>()
  const track = (work: () => Promise<void>) => {
    const done: Promise<void> = work()
      .catch((err: unknown) => {
        // `locked`: another process is at the same sweep.
        const code = err instanceof LyceumError ? err.code : 'unknown'
        input.log.warn({ code, err }, 'sweep not done')
      })
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }
  const schools = () => track(() => sweepSchools(input, stop.signal))
  const people = () => track(() => sweepPeople(input))
  schools()
  track(() => sweepIfPolicyChanged(input))
  const first = setTimeout(people, firstPrivateMs)
  const often = setInterval(schools, settings.sweepMinutes * minuteMs)
  const seldom = setInterval(people, settings.privateRoomsHours * 60 * minuteMs)
  return {
    async stop() {
      stop.abort()
      clearTimeout(first)
      clearInterval(often)
      clearInterval(seldom)
      await Promise.all(underWay)
    },
  }
}

async function sweepSchools({ engine, repairs }: SweepInput, signal: AbortSignal): Promise<void> {
  const schools = await engine.store.schools.list()
  for (const [at, { id }] of schools.entries()) {
    if (at > 0) await pause(staggerMs, signal)
    if (signal.aborted) return
    repairs.ask(id)
  }
}

/** Who is region staff, and who may talk to whom, stands in the configuration: what rested on another one ends with the start. */
async function sweepIfPolicyChanged(input: SweepInput): Promise<void> {
  const { store, policy } = input.engine
  if ((await store.marks.get(policyMark)) !== digestOf(policy)) await sweepPeople(input)
}

const policyMark = 'private rooms settled by the policy'

function digestOf(policy: Engine['policy']): string {
  return createHash('sha256').update(JSON.stringify(policy)).digest('base64url')
}

async function sweepPeople({ engine, facts, log }: SweepInput): Promise<void> {
  const found = await sweepPrivateRooms(engine, facts)
  // Else it is tried again at the next start, besides the timer.
  if (found.failed === 0) await engine.store.marks.set(policyMark, digestOf(engine.policy))
  if (found.left + found.closed + found.failed === 0) return
  const at = engine.now().toISOString()
  const entry = { at, actor: 'engine', school: undefined }
  await engine.store.journal.append({ ...entry, action: 'policy-enforced', details: { ...found } })
  log.info({ ...found }, 'private rooms swept')
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
