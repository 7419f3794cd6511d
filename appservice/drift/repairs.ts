/**
 * Brings schools back to what the blueprint says. Level-based: a request names the school and never the event, so a
 * hundred changes at once are one look at it. The look is the engine's own: observe, plan, apply of the stored school,
 * its safety limits and its lock included.
 */
import { LyceumError } from '@lyceum/core/errors.ts'
import { applyPlan } from '@lyceum/core/provision/apply.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { isEmptyPlan, planSchool, type SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { SafetyLimits } from '@lyceum/core/provision/safety.ts'
import type { RoomKey, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import type { Log } from '../log.ts'
import type { RepairOutcome } from '../metrics/metrics.ts'

/** What was seen of a change, by ids. */
interface Drift {
  readonly room: RoomKey
  /** An event type, or of memberships `left`, `removed`, `banned`, `joined`, `renamed`. */
  readonly what: string
  readonly by: UserId
  readonly user?: UserId
}

export interface Repairs {
  /** Soon; several requests become one. With a drift the journal tells what became of it. */
  ask(school: SchoolId, drift?: Drift): void
  /** Resolves when nothing is asked for or under way. */
  settled(): Promise<void>
  /** Nothing new; waits for what is under way. */
  stop(): Promise<void>
}

export interface RepairInput {
  readonly engine: Engine
  readonly limits: SafetyLimits
  readonly log: Pick<Log, 'info' | 'warn'>
  /** Told what came of every look; for counting. */
  onLooked?(outcome: RepairOutcome): void
}

/** One change of a client is often several events. */
const gatherMs = 200
const firstPauseMs = 1000
const longestPauseMs = 5 * 60_000

interface Asked {
  readonly drifts: Drift[]
  failures: number
}

export function repairSchools(input: RepairInput): Repairs {
  const waiting = new Map<SchoolId, Asked>()
  const timers = new Map<SchoolId, NodeJS.Timeout>()
  const underWay = new Map<SchoolId, Promise<void>>()
  let isStopped = false

  function schedule(school: SchoolId, pause: number): void {
    if (isStopped || timers.has(school) || underWay.has(school)) return
    const timer = setTimeout(() => {
      timers.delete(school)
      const work = run(school).finally(() => {
        underWay.delete(school)
        const next = waiting.get(school)
        if (next !== undefined) schedule(school, pauseAfter(next.failures))
      })
      underWay.set(school, work)
    }, pause)
    timers.set(school, timer)
  }

  async function run(school: SchoolId): Promise<void> {
    const asked = waiting.get(school)
    if (asked === undefined) return
    waiting.delete(school)
    try {
      const outcome = await repair(input, school, asked.drifts)
      input.onLooked?.(outcome)
    } catch (error) {
      // `locked`, `stale-plan`: somebody else is at it; later there may be nothing left to do.
      const code = error instanceof LyceumError ? error.code : 'unknown'
      input.onLooked?.('failed')
      input.log.warn({ school, code, err: error }, 'school not repaired yet')
      const since = waiting.get(school)
      const drifts = [...asked.drifts, ...(since?.drifts ?? [])]
      waiting.set(school, { drifts, failures: asked.failures + 1 })
    }
  }

  return {
    ask(school, drift) {
      const asked = waiting.get(school) ?? { drifts: [], failures: 0 }
      if (drift !== undefined) asked.drifts.push(drift)
      waiting.set(school, asked)
      schedule(school, gatherMs)
    },
    async settled() {
      while (timers.size + underWay.size > 0) {
        await Promise.all(underWay.values())
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async stop() {
      isStopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(underWay.values())
    },
  }
}

function pauseAfter(failures: number): number {
  if (failures === 0) return gatherMs
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1))
}

async function repair(
  { engine, limits, log }: RepairInput,
  school: SchoolId,
  drifts: readonly Drift[],
): Promise<RepairOutcome> {
  const plan = await planSchool(engine, school, limits)
  const isAsked = (await engine.store.standingChecks.waiting(school)).length > 0
  const at = engine.now().toISOString()
  const isRight = isEmptyPlan(plan) && !isAsked
  if (!isRight) {
    const options = { limits, allowMassRemoval: false, actor: 'engine' }
    const { counts, failures } = await applyPlan(engine, plan, options)
    log.info({ school, counts, failed: failures.length }, 'school repaired')
    if (failures.length > 0) throw failures[0]?.error
  }
  for (const drift of drifts) {
    const { room, what, by, user } = drift
    const outcome = isPlanned(plan, drift) ? 'repaired' : 'noted'
    const details = { room, what, outcome, ...(user === undefined ? {} : { user }) }
    await engine.store.journal.append({ at, actor: by, action: 'drift', school, details })
  }
  return isRight ? 'right' : 'repaired'
}

/** What is not planned is right again by now, or is respected: a room that somebody left for the second time. */
function isPlanned(plan: SchoolPlan, { room, user }: Drift): boolean {
  return plan.actions.some((action) => {
    if (action.kind === 'set-display-name') {
      return action.user === user && action.rooms.includes(room)
    }
    if (!('room' in action) || action.room !== room) return false
    return user === undefined || ('user' in action && action.user === user)
  })
}
