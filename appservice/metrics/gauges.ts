/** What is so at the moment of asking: read from the database and the intake when somebody scrapes. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { StoreFigures } from '@lyceum/core/store/live-ports.ts'
import type { Events } from '../bridge/events.ts'
import type { ModuleSeen } from '../policy/module-seen.ts'

export interface Gauged {
  readonly store: Pick<Store, 'figures' | 'intake'>
  readonly figures: Events['figures']
  readonly seen: ModuleSeen
  now(): Date
}

export interface Gauges {
  /** Rejects when the database does not answer; then what it holds is not told, rather than told as it was. */
  read(): Promise<void>
}

const kept: Readonly<Record<keyof StoreFigures, string>> = {
  schools: 'Schools.',
  accounts: 'Accounts of people in use.',
  sessions: 'Sessions of pages that have not expired.',
  applications: 'Applications that wait for a decision.',
  confirmations: 'Pupils who wait for a confirmation.',
  reports: 'Reported messages that nobody has acted on.',
}

const counted = {
  transactions: 'Transactions taken since the start.',
  events: 'Events in them.',
  kept: 'Events stored to be handled.',
  malformed: 'Events without the form of events, passed over.',
  handled: 'Events handled.',
  failed: 'Attempts to handle an event that failed.',
  buried: 'Events given up.',
} as const

export function addGauges(registry: Registry, { store, figures, seen, now }: Gauged): Gauges {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `lyceum_${name}`, help, registers: [registry] })
  const isUp = gauge('database_up', '1 while the database answers.')
  const waiting = gauge('events_waiting', 'Events that wait to be handled.')
  const oldest = gauge('events_oldest_seconds', 'How long the oldest of them has waited.')
  const dead = gauge('as_dead_letters', 'Events given up that wait for `lyceum events retry`.')
  const asked = gauge('policy_asked_timestamp_seconds', 'When the policy module was last heard.')
  const stored = Object.entries(kept).map(([name, help]) => {
    return [name as keyof StoreFigures, gauge(name, help)] as const
  })
  const counters = Object.entries(counted).map(([name, help]) => {
    const counter = new Counter({
      name: `lyceum_intake_${name}_total`,
      help,
      registers: [registry],
    })
    return [name as keyof typeof counted, counter] as const
  })

  return {
    async read() {
      const heard = seen.at()
      asked.set(heard === undefined ? 0 : Date.parse(heard) / 1000)
      for (const [name, counter] of counters) {
        counter.reset()
        counter.inc(figures()[name])
      }
      for (const one of [waiting, oldest, dead, ...stored.map(([, each]) => each)]) one.remove()
      isUp.set(0)
      const at = now()
      const [counts, found] = await Promise.all([
        store.intake.counts(),
        store.figures.at(at.toISOString()),
      ])
      isUp.set(1)
      waiting.set(counts.waiting)
      dead.set(counts.dead)
      const since = counts.oldestAt === undefined ? at.getTime() : Date.parse(counts.oldestAt)
      oldest.set(Math.max(0, at.getTime() - since) / 1000)
      for (const [name, one] of stored) one.set(found[name])
    },
  }
}
