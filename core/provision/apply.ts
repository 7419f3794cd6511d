/**
 * Makes a plan true: first the school's data in one transaction, then the homeserver. Whatever happens in between, the
 * next plan starts from what is stored and what is there, so running it again continues.
 */
import { LyceumError, exitCodes } from '../errors.ts'
import { sameValue } from '../school/canonical.ts'
import { countKinds } from './actions.ts'
import type { Engine } from './engine.ts'
import { lockOwner } from './lock-owner.ts'
import { withLock } from './locks.ts'
import { planSchool, type SchoolPlan } from './plan-school.ts'
import { runActions, type ActionFailure } from './run-actions.ts'
import type { SafetyLimits } from './safety.ts'
import { noteStandings, settleStandings } from './settle-standings.ts'

export interface ApplyOptions {
  readonly limits: SafetyLimits
  /** Applies what the safety limits refuse. */
  readonly allowMassRemoval: boolean
  /** `operator` or a Matrix id, for the journal. */
  readonly actor: string
  onProgress?(done: number, total: number): void
}

export interface ApplyResult {
  /** What was done, by kind, changes of data included. */
  readonly counts: Readonly<Record<string, number>>
  /** Not empty: partly applied, run again. */
  readonly failures: readonly ActionFailure[]
}

/** A room found in place of one to be created needs another look; more than this is a fault, not a race. */
const maxPasses = 3

/** Throws `unsafe-plan` (exit 5) before anything is written, `locked` when another process applies the same school. */
export async function applyPlan(
  engine: Engine,
  plan: SchoolPlan,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const [wrong] = plan.problems.filter((problem) => problem.severity === 'error')
  if (wrong !== undefined) {
    const { message, hint } = wrong
    const details = { exitCode: exitCodes.badInput, ...(hint === undefined ? {} : { hint }) }
    throw new LyceumError('bad-roster', message, details)
  }
  if (plan.unsafe.length > 0 && !options.allowMassRemoval) throw unsafePlan(plan)
  const { store, now } = engine
  // An owner of its own: two applies of one process are two, which its one name would let through together.
  const owner = lockOwner.current()
  return withLock({ locks: store.locks, owner, now }, `apply/${plan.school}`, 0, async () => {
    await checkFresh(engine, plan)
    const at = now().toISOString()
    const entry = { at, actor: options.actor, school: plan.school }
    const planned = plan.changes.length + plan.actions.length
    await store.journal.append({ ...entry, action: 'apply-begun', details: { planned } })
    if (plan.source !== undefined && plan.changes.length > 0) {
      await noteStandings(engine, plan)
      await store.schools.change(plan.school, plan.source, plan.changes, at)
    }
    const result = await runUntilSettled(
      engine,
      await withNewcomers(engine, plan, options),
      options,
    )
    const settled = await settleStandings(engine, plan.school)
    const left = settled.left === 0 ? {} : { 'remove-private-memberships': settled.left }
    const counts = { ...countKinds(plan.changes), ...result.counts, ...left }
    const failures = [...result.failures, ...settled.failures]
    const details = { ...counts, failed: failures.length }
    await store.journal.append({ ...entry, action: 'apply', details })
    return { counts, failures }
  })
}

/** Another apply, or the console, may have changed the school since it was planned: its diff is of another school. */
async function checkFresh({ store }: Engine, plan: SchoolPlan): Promise<void> {
  if ((await store.schools.revision(plan.school)) === plan.revision) return
  throw new LyceumError('stale-plan', `School ${plan.school} was changed since this was planned.`, {
    hint: 'Nothing was changed by this run. Run the same command again: it plans anew.',
  })
}

/** Accounts made since the plan: a child who was entering while being removed is in no action of it. */
async function withNewcomers(
  engine: Engine,
  plan: SchoolPlan,
  { limits }: ApplyOptions,
): Promise<SchoolPlan> {
  const accounts = await engine.store.accounts.ofSchool(plan.school)
  if (sameValue(accounts, plan.accounts)) return plan
  const fresh = await planSchool(engine, plan.school, limits)
  const access = plan.actions.filter((action) => action.kind === 'remove-access')
  const missing = access.filter((one) => !fresh.actions.some((other) => sameValue(one, other)))
  return { ...fresh, actions: [...fresh.actions, ...missing] }
}

async function runUntilSettled(
  engine: Engine,
  first: SchoolPlan,
  options: ApplyOptions,
): Promise<ApplyResult> {
  let plan = first
  let total = plan.changes.length + plan.actions.length
  let done = plan.changes.length
  const counts: Record<string, number> = {}
  for (let pass = 1; ; pass += 1) {
    options.onProgress?.(done, total)
    const result = await runActions(engine, plan, () => options.onProgress?.((done += 1), total))
    for (const [kind, count] of Object.entries(result.counts))
      counts[kind] = (counts[kind] ?? 0) + count
    if (result.adopted === 0 || result.failures.length > 0 || pass === maxPasses) {
      return { counts, failures: result.failures }
    }
    plan = await planSchool(engine, plan.school, options.limits)
    total += plan.actions.length
  }
}

function unsafePlan(plan: SchoolPlan): LyceumError {
  const numbers = plan.unsafe.map((problem) => problem.message).join('; ')
  return new LyceumError('unsafe-plan', `Refused: in school ${plan.school} ${numbers}.`, {
    exitCode: exitCodes.refusedBySafety,
    hint: 'A truncated or wrong export looks like this: compare the roster with the last one. If it is right, run `lyceum apply` again with --allow-mass-removal.',
  })
}
