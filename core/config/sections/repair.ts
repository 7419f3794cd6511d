/** How often the running service looks at everything by itself. */
import { z } from 'zod'

export const RepairSection = z
  .strictObject({
    sweep_minutes: z
      .number()
      .positive()
      .max(24 * 60)
      .default(15)
      .describe(
        "Minutes between two looks at every school's rooms: what was changed behind Lyceum's back is put right.",
      ),
    private_rooms_hours: z
      .number()
      .positive()
      .max(14 * 24)
      .default(24)
      .describe(
        'Hours between two looks at the rooms that people made: who may not be together there is taken out.',
      ),
  })
  .prefault({})
  .describe('Repairs are made at once, by event; these looks find what no event told of.')
