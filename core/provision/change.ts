/**
 * One change of a school by somebody's hand: the console, an application that is accepted, a command of the bot. It goes
 * the way of every change, data first and the homeserver after it; only that it waits for others who are at work on the
 * school instead of failing.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { SchoolId } from '../school/ids.ts'
import { applyPlan, type ApplyResult } from './apply.ts'
import type { Engine } from './engine.ts'
import { planSchool } from './plan-school.ts'
import type { SafetyLimits } from './safety.ts'

export interface ChangeOptions {
  readonly limits: SafetyLimits
  /** `operator` or a Matrix id, for the journal. */
  readonly actor: string
}

/** Longer than an apply of a whole school takes. */
const patienceMs = 120_000
const pauseMs = 200

/**
 * The records that it adds are of the source `console`, so no roster removes them. Resolves when the homeserver follows, or
 * says what failed (the next repair tries again). Throws `unsafe-plan` before anything is written (the last
 * administrator), and what `schools.change` throws for people and classes that are not there.
 */
export async function changeSchool(
  engine: Engine,
  school: SchoolId,
  changes: readonly SchoolChange[],
  { limits, actor }: ChangeOptions,
): Promise<ApplyResult> {
  const until = Date.now() + patienceMs
  for (;;) {
    const plan = await planSchool(engine, school, limits, { source: 'console', changes })
    try {
      return await applyPlan(engine, plan, { limits, actor, allowMassRemoval: false })
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      await sleep(pauseMs * (1 + Math.random()))
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof LyceumError && (error.code === 'locked' || error.code === 'stale-plan')
}
