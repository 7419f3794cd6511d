import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const eventsRetry = defineCommand({
  path: ['events', 'retry'],
  summary: 'events.retry.summary',
  options: {},
  examples: ['events retry'],
  async run(input) {
    const { output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const store = await openDatabase(input, await readConfig(input))
    const at = new Date(io.now()).toISOString()
    const count = await store.intake.revive(at)
    await store.journal.append({
      at,
      actor: 'operator',
      action: 'events-retried',
      school: undefined,
      details: { count },
    })
    if (output.asJson) output.printJson({ retried: count })
    else output.print(t('events.retried', { count }))
    return exitCodes.done
  },
})
