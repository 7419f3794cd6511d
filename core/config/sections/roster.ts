/** How a school's own system calls people. */
import { z } from 'zod'

const meanings = ['administrator', 'teacher', 'pupil', 'parent', 'none'] as const

export const RosterSection = z
  .strictObject({
    roles: z
      .record(z.string().trim().toLowerCase().min(1), z.enum(meanings))
      .optional()
      .meta({ examples: [{ mentor: 'teacher', professor: 'teacher', aide: 'none' }] })
      .describe(
        "Roles of the school's system that Lyceum does not know, and what they are here: administrator, teacher, pupil, parent, or none to leave them out without a warning.",
      ),
  })
  .prefault({})
  .describe('How rosters are read.')
