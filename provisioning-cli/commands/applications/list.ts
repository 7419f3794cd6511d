import { exitCodes } from '@lyceum/core/errors.ts'
import { choice, defineCommand, text } from '../../command.ts'

const states = ['waiting', 'accepted', 'declined', 'withdrawn', 'expired'] as const

export const applicationsList = defineCommand({
  path: ['applications', 'list'],
  summary: 'applications.list.summary',
  options: {
    school: text('--school <id>', 'option.school'),
    class: text('--class <id>', 'option.class'),
    state: choice('--state <state>', 'option.application-state', states),
  },
  examples: [
    'applications list --state waiting',
    'applications list --class C5A',
    'applications list --json',
  ],
  async run(input) {
    const { options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectApplications } = await import('../../applications.ts')
    const { printApplications } = await import('../../output/applications.ts')
    const store = await openDatabase(input, await readConfig(input))
    printApplications(await selectApplications(store, options), output, t)
    return exitCodes.done
  },
})
