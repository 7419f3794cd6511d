/**
 * What the service counts, for Prometheus. Labels are names of routes, questions and reasons, which this project wrote down:
 * never an id, a name or an address, for whoever reads metrics need not be somebody who may read about people, and every id
 * would be a series of its own.
 */
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { PolicyAnswer } from '../policy/context.ts'

interface EndedRequest {
  readonly method: string
  /** The route's pattern; of an address that no route knows undefined. */
  readonly route: string | undefined
  readonly status: number
  readonly seconds: number
}

/** `right`: nothing was to be done. */
export type RepairOutcome = 'repaired' | 'right' | 'failed'

export interface Metrics {
  readonly registry: Registry
  requestEnded(request: EndedRequest): void
  policyAnswered(answer: PolicyAnswer): void
  schoolRepaired(outcome: RepairOutcome): void
}

/** A join makes an account and rooms and takes a second; most others some milliseconds. */
const requestBuckets = [0.005, 0.025, 0.1, 0.25, 1, 2.5, 10, 30]
/** The goal is 5 ms. */
const policyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'lyceum_' })
  const requests = new Histogram({
    name: 'lyceum_request_seconds',
    help: 'How long requests took, by route and class of status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: requestBuckets,
    registers,
  })
  const answers = new Counter({
    name: 'lyceum_policy_answers_total',
    help: 'Answers to the policy module, by question and reason of the refusal.',
    labelNames: ['question', 'answer', 'reason'] as const,
    registers,
  })
  const policy = new Histogram({
    name: 'lyceum_policy_seconds',
    help: 'How long answers to the policy module took.',
    labelNames: ['question'] as const,
    buckets: policyBuckets,
    registers,
  })
  const repairs = new Counter({
    name: 'lyceum_repairs_total',
    help: 'Looks at a school, by what came of it.',
    labelNames: ['outcome'] as const,
    registers,
  })
  return {
    registry,
    requestEnded({ method, route = 'none', status, seconds }) {
      const group = `${Math.floor(status / 100)}xx`
      requests.observe({ method, route, status: group }, seconds)
    },
    policyAnswered({ question, reason, seconds }) {
      const answer = reason === undefined ? 'allowed' : 'refused'
      answers.inc({ question, answer, reason: reason ?? '' })
      policy.observe({ question }, seconds)
    },
    schoolRepaired(outcome) {
      repairs.inc({ outcome })
    },
  }
}
