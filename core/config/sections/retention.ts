/** For how long what is over is remembered. */
import { z } from 'zod'

const days = (usual: number, atLeast = 1) =>
  z
    .int()
    .min(atLeast)
    .max(100 * 366)
    .default(usual)

export const RetentionSection = z
  .strictObject({
    journal_days: days(730).describe(
      'Days for which the journal tells who did what, and reports of messages are kept that somebody has acted on.',
    ),
    // Waiting pages tell of a decision for thirty days.
    invitations_days: days(180, 31).describe(
      'Days, 31 or more, for which invitations that are used, revoked or expired, and applications that are decided, are remembered.',
    ),
    logs_days: days(30).describe(
      'Days for which `lyceum up` keeps its log files; they hold ids of people. Elsewhere systemd or the container does.',
    ),
  })
  .prefault({})
  .describe('What is older is deleted by the running service, once a day.')
