import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag } from '../command.ts'

export const plan = defineCommand({
  path: ['plan'],
  summary: 'plan.summary',
  args: [{ name: '[roster]', text: 'argument.roster' }],
  options: {
    detailedExitcode: flag('--detailed-exitcode', 'option.detailed-exitcode'),
    allowMassRemoval: flag('--allow-mass-removal', 'option.allow-mass-removal'),
  },
  examples: ['plan roster/', 'plan roster/ --json', 'plan --detailed-exitcode'],
  async run(input) {
    const { options, args, output, t } = input
    const { planFor } = await import('../planning.ts')
    const { planDocument, printPlan, reportUnsafe } = await import('../output/plan.ts')
    const planning = await planFor(input, args[0])
    if (!planning.isGood) {
      if (output.asJson) output.printJson(planDocument(planning.plans, planning.problems))
      if (planning.plans.length === 0 || options.allowMassRemoval === true)
        return exitCodes.badInput
      reportUnsafe(planning.plans, output, t)
      return exitCodes.refusedBySafety
    }
    const { plans, problems } = planning
    if (output.asJson) output.printJson(planDocument(plans, problems))
    else printPlan(plans, output, t)
    const { isEmptyPlan } = await import('@lyceum/core/provision/plan-school.ts')
    if (plans.some((one) => one.unsafe.length > 0) && options.allowMassRemoval !== true) {
      reportUnsafe(plans, output, t)
      return exitCodes.refusedBySafety
    }
    const isPending = !plans.every(isEmptyPlan)
    return isPending && options.detailedExitcode === true
      ? exitCodes.changesPending
      : exitCodes.done
  },
})
