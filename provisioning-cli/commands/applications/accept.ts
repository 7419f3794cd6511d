import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const applicationsAccept = defineCommand({
  path: ['applications', 'accept'],
  summary: 'applications.accept.summary',
  args: [{ name: '<id...>', text: 'argument.applications' }],
  options: {
    person: text('--person <id>', 'option.applicant-person'),
    child: text('--child <id>', 'option.applicant-child'),
    reason: text('--reason <text>', 'option.reason'),
  },
  examples: [
    'applications accept 4k7q2m9x',
    'applications accept 4k7q2m9x 8w3e5r1t --json',
    'applications accept 4k7q2m9x --child P17',
    'applications accept 4k7q2m9x --person new',
  ],
  async run(input) {
    const { args, options, t } = input
    if (args.length > 1 && (options.person !== undefined || options.child !== undefined)) {
      throw new LyceumError('usage', t('applications.one-person'), {
        hint: 'lyceum applications accept ID --person PERSON',
        exitCode: exitCodes.usage,
      })
    }
    const { personId } = await import('@lyceum/core/school/ids.ts')
    const { decide } = await import('../../deciding.ts')
    const { person, child, reason } = options
    return decide(input, args, {
      actor: 'operator',
      by: 'operator',
      state: 'accepted',
      reason,
      person: person === undefined || person === 'new' ? person : personId(person),
      child: child === undefined ? undefined : personId(child),
    })
  },
})
