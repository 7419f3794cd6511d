import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag, text } from '../../command.ts'

export const applicationsDecline = defineCommand({
  path: ['applications', 'decline'],
  summary: 'applications.decline.summary',
  args: [{ name: '<id...>', text: 'argument.applications' }],
  options: {
    reason: text('--reason <text>', 'option.reason'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: [
    'applications decline 4k7q2m9x --reason "Ask for the link of class 5B"',
    'applications decline 4k7q2m9x 8w3e5r1t --yes --json',
  ],
  async run(input) {
    const { args, options, output, t, io } = input
    const { reason } = options
    if (options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      if (!(await confirm(t('applications.question', { count: args.length }), io, t))) {
        output.note(t('applications.nothing-done'))
        return exitCodes.failure
      }
    }
    const { decide } = await import('../../deciding.ts')
    return decide(input, args, { actor: 'operator', by: 'operator', state: 'declined', reason })
  },
})
