/** Deletes once a day what has been kept long enough. Several processes may do it: what is gone is gone. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Log } from '../log.ts'
import { lookAgain, type Looks } from '../look-again.ts'

export interface RetentionInput {
  readonly store: Pick<Store, 'retention'>
  readonly settings: Pick<Config['retention'], 'journalDays' | 'invitationsDays'>
  readonly log: Pick<Log, 'info' | 'warn'>
  now(): Date
}

/** Of what the homeserver sent: longer than it repeats anything. */
const eventDays = 7
const dayMs = 86_400_000

/** The first time at once, for a service that is started every morning. */
export function startRetention(input: RetentionInput): Looks {
  return lookAgain(
    dayMs,
    () => forgetOld(input),
    (err) => input.log.warn({ err }, 'old records not deleted'),
  )
}

async function forgetOld({ store, settings, log, now }: RetentionInput): Promise<void> {
  const { journalDays: journal, invitationsDays: invitations } = settings
  const deleted = await store.retention.forget({ journal, invitations, events: eventDays }, now())
  if (Object.values(deleted).some((rows) => rows > 0)) log.info({ deleted }, 'old records deleted')
}
