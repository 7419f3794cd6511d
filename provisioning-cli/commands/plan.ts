import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag, text } from '../command.ts'
import { setOptions } from '../options.ts'

export const plan = defineCommand({
  path: ['plan'],
  summary: 'plan.summary',
  args: [
    { name: '[roster]', text: 'argument.roster' },
    { name: '[refused]', text: 'argument.refused' },
  ],
  options: {
    out: text('-o, --out <file>', 'option.plan-out'),
    ...setOptions,
    detailedExitcode: flag('--detailed-exitcode', 'option.detailed-exitcode'),
    allowMassRemoval: flag('--allow-mass-removal', 'option.allow-mass-removal'),
  },
  examples: [
    'plan roster/',
    'plan roster/ --out changes.plan',
    'plan roster/ --json',
    'plan --detailed-exitcode',
  ],
  async run(input) {
    const { options, args, output, t, io } = input
    const { planFor } = await import('../planning.ts')
    const { planDocument, printPlan, reportUnsafe } = await import('../output/plan.ts')
    const planning = await planFor(input, args[0], { ...options, mended: args[1] })
    if (!planning.isGood) {
      if (output.asJson) output.printJson(planDocument(planning.plans, planning.problems))
      if (planning.plans.length === 0 || options.allowMassRemoval === true)
        return exitCodes.badInput
      reportUnsafe(planning.plans, output, t)
      return exitCodes.refusedBySafety
    }
    const { plans, problems, config } = planning
    if (output.asJson) output.printJson(planDocument(plans, problems))
    else printPlan(plans, output, t)
    if (options.out !== undefined) {
      const { resolve } = await import('node:path')
      const { plannedRoster, savePlan } = await import('../saved-plan.ts')
      const roster = plannedRoster(args, io.cwd)
      const key = config.secrets.aliasKey
      const madeAt = new Date(io.now()).toISOString()
      await savePlan(resolve(io.cwd, options.out), { plans, roster, options, madeAt, key })
      output.note(t('plan.saved', { file: options.out }))
    }
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
