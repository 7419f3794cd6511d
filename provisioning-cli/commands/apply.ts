import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text, type CommandInput } from '../command.ts'
import { removalOptions, setOptions } from '../options.ts'
import type { Planning } from '../planning.ts'
import type { SavedPlan } from '../saved-plan.ts'

export const apply = defineCommand({
  path: ['apply'],
  summary: 'apply.summary',
  args: [
    { name: '[roster]', text: 'argument.roster' },
    { name: '[refused]', text: 'argument.refused' },
  ],
  options: { plan: text('--plan <file>', 'option.plan-file'), ...setOptions, ...removalOptions },
  examples: ['apply roster/', 'apply roster/ --yes --json', 'apply --plan changes.plan', 'apply'],
  async run(input) {
    const { options, args, output, t, io } = input
    const { planFor } = await import('../planning.ts')
    const { printPlan, reportUnsafe } = await import('../output/plan.ts')
    const started = io.now()
    const saved = await savedPlan(input, options.plan)
    const roster = args[0] ?? saved?.roster?.path
    const mended = args[1] ?? saved?.roster?.refused
    const understood = { ...options, ...saved?.roster?.options }
    const planning = await planFor(input, roster, { ...understood, mended })
    const { plans } = planning
    if (saved !== undefined && planning.isGood) {
      await checkSaved(input, saved, planning, [roster, mended])
    }
    if (!planning.isGood && (plans.length === 0 || options.allowMassRemoval === true)) {
      return exitCodes.badInput
    }
    const isUnsafe = plans.some((plan) => plan.unsafe.length > 0)
    if (!planning.isGood || (isUnsafe && options.allowMassRemoval !== true)) {
      if (!output.asJson) printPlan(plans, output, t)
      reportUnsafe(plans, output, t)
      return exitCodes.refusedBySafety
    }
    const { countItems, takesAway } = await import('../output/plan-items.ts')
    const removals = Object.entries(countItems(plans)).filter(([kind]) => takesAway(kind))
    if (removals.length > 0 && options.yes !== true) {
      const { confirm } = await import('../output/confirm.ts')
      if (!output.asJson) printPlan(plans, output, t)
      const count = removals.reduce((sum, [, one]) => sum + one, 0)
      if (!(await confirm(t('apply.question', { count }), io, t))) {
        output.note(t('apply.declined'))
        return exitCodes.failure
      }
    }
    const { applyPlans } = await import('../applying.ts')
    return applyPlans(input, planning, {
      started,
      allowMassRemoval: options.allowMassRemoval === true,
    })
  },
})

async function savedPlan(
  { io }: CommandInput<unknown>,
  file: string | undefined,
): Promise<SavedPlan | undefined> {
  if (file === undefined) return undefined
  const { resolve } = await import('node:path')
  const { readSavedPlan } = await import('../saved-plan.ts')
  return readSavedPlan(resolve(io.cwd, file))
}

async function checkSaved(
  { io }: CommandInput<unknown>,
  saved: SavedPlan,
  { plans, config }: Planning & { readonly isGood: true },
  paths: readonly (string | undefined)[],
): Promise<void> {
  const { checkUnchanged, plannedRoster } = await import('../saved-plan.ts')
  const roster = plannedRoster(paths, io.cwd)
  await checkUnchanged(saved, { plans, roster, key: config.secrets.aliasKey })
}
