/** Applies plans that were found safe, school after school, and tells how it goes. */
import { exitCodes, LyceumError, type ExitCode } from '@lyceum/core/errors.ts'
import { applyPlan, type ApplyResult } from '@lyceum/core/provision/apply.ts'
import { isEmptyPlan, type SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { CommandInput } from './command.ts'
import { describeCounts } from './output/plan.ts'
import type { Planning } from './planning.ts'
import { ensureAppservice } from './supervise/ensure-appservice.ts'

export interface ApplyingOptions {
  readonly allowMassRemoval: boolean
  /** Milliseconds since 1970. */
  readonly started: number
}

export async function applyPlans(
  input: CommandInput<unknown>,
  planning: Planning & { readonly isGood: true },
  { allowMassRemoval, started }: ApplyingOptions,
): Promise<ExitCode> {
  const { output, t, io } = input
  const { engine, config } = planning
  const plans = planning.plans.filter((plan) => !isEmptyPlan(plan))
  if (plans.some((plan) => plan.actions.some((action) => action.kind === 'join'))) {
    await ensureAppservice(input, config)
  }
  const total = plans.reduce((sum, plan) => sum + plan.changes.length + plan.actions.length, 0)
  const report = createReport(input, total)
  io.interrupt.addEventListener('abort', report.interrupted, { once: true })
  const { results, failures } = await applyEach(planning, plans, report, allowMassRemoval)
  io.interrupt.removeEventListener('abort', report.interrupted)
  report.end()
  const counts = sumCounts(results)
  const requests = engine.homeserver.requests
  const seconds = (io.now() - started) / 1000
  if (output.asJson) {
    output.printJson({ event: 'done', counts, requests, seconds, failed: failures.length })
  } else if (total === 0) output.print(t('plan.nothing'))
  else
    output.print(t('apply.done', { counts: describeCounts(counts), seconds: seconds.toFixed(1) }))
  if (failures.length === 0) return exitCodes.done
  for (const { what, error } of failures.slice(0, 20)) {
    output.complain(`  ${what}: ${error instanceof LyceumError ? error.message : String(error)}`)
  }
  output.fail(t('apply.partly', { count: failures.length }), t('apply.partly-hint'))
  return exitCodes.partlyApplied
}

interface Failure {
  /** The kind of an action, or the school in which nothing was done. */
  readonly what: string
  readonly error: unknown
}

/**
 * Throws what stops the first school: nothing was done then. Once something was, a school that cannot be applied is a
 * failure beside others, and those after it are still tried.
 */
async function applyEach(
  { engine, config }: Planning & { readonly isGood: true },
  plans: readonly SchoolPlan[],
  report: ReturnType<typeof createReport>,
  allowMassRemoval: boolean,
): Promise<{ readonly results: readonly ApplyResult[]; readonly failures: readonly Failure[] }> {
  const results: ApplyResult[] = []
  const failures: Failure[] = []
  const { limits } = config
  const options = { limits, allowMassRemoval, actor: 'operator', onProgress: report.update }
  for (const plan of plans) {
    try {
      const result = await applyPlan(engine, plan, options)
      results.push(result)
      failures.push(...result.failures.map(({ action, error }) => ({ what: action.kind, error })))
    } catch (error) {
      if (results.length === 0 || !(error instanceof LyceumError)) throw error
      failures.push({ what: plan.school, error })
    }
    report.next(plan.changes.length + plan.actions.length)
  }
  return { results, failures }
}

/** JSON lines on standard output, or a bar on standard error; over all schools together. */
function createReport({ output, t }: CommandInput<unknown>, total: number) {
  const bar = output.asJson ? undefined : output.progress(t('apply.progress'))
  let before = 0
  let told = 0
  const update = (done: number) => {
    const sum = Math.min(before + done, total)
    told = sum
    if (bar === undefined) output.printJson({ event: 'progress', done: sum, total })
    else bar.update(sum, total)
  }
  return {
    update,
    /** The process ends after this; what was begun is finished by the next run. */
    interrupted() {
      bar?.end()
      if (output.asJson) output.printJson({ event: 'interrupted', done: told, total })
      output.complain(t('apply.interrupted', { done: told, total }))
    },
    next(done: number) {
      before += done
    },
    end() {
      bar?.end()
    },
  }
}

function sumCounts(results: readonly ApplyResult[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const result of results) {
    for (const [kind, count] of Object.entries(result.counts)) {
      counts[kind] = (counts[kind] ?? 0) + count
    }
  }
  return counts
}
