import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

/** More than anybody reads; the number of all is told by `status`. */
const most = 500

export const eventsList = defineCommand({
  path: ['events', 'list'],
  summary: 'events.list.summary',
  options: {},
  examples: ['events list', 'events list --json'],
  async run(input) {
    const { output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { renderTable } = await import('../../output/table.ts')
    const store = await openDatabase(input, await readConfig(input))
    const counts = await store.intake.counts()
    // Ids, type and code: what somebody wrote may stand in the rest.
    const dead = (await store.intake.dead(most)).map(
      ({ event, room, kept, attempts, error, at }) => ({
        event_id: event,
        room_id: room,
        type: typeOf(kept),
        attempts,
        error,
        given_up_at: at,
      }),
    )
    if (output.asJson) {
      output.printJson({ format: 1, waiting: counts.waiting, dead: counts.dead, events: dead })
      return exitCodes.done
    }
    output.print(t('events.counts', { waiting: counts.waiting, dead: counts.dead }))
    const rows = dead.map((one) => [
      one.given_up_at,
      one.type,
      one.error,
      one.room_id,
      one.event_id,
    ])
    for (const line of renderTable(rows)) output.print(line)
    if (dead.length > 0) output.note(t('events.retry-hint'))
    return exitCodes.done
  },
})

function typeOf(kept: string): string {
  const { type } = JSON.parse(kept) as { readonly type?: unknown }
  return typeof type === 'string' ? type : ''
}
