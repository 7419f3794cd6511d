import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../command.ts'
import { removalOptions } from '../options.ts'

export const apply = defineCommand({
  path: ['apply'],
  summary: 'apply.summary',
  args: [{ name: '[roster]', text: 'argument.roster' }],
  options: removalOptions,
  examples: ['apply roster/', 'apply roster/ --yes --json', 'apply'],
  async run(input) {
    const { options, args, output, t, io } = input
    const { planFor } = await import('../planning.ts')
    const { printPlan, reportUnsafe } = await import('../output/plan.ts')
    const started = io.now()
    const planning = await planFor(input, args[0])
    const { plans } = planning
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
