/** Who may write to, invite and find whom. */
import { z } from 'zod'
import { roles } from '../../school/people.ts'
import { defaultPolicy } from '../../school/policy/settings.ts'

const TalkRule = z.strictObject({
  between: z.tuple([z.enum(roles), z.enum(roles)]),
  within: z.enum(['family', 'class', 'school']),
})

export const PolicySection = z
  .strictObject({
    talk: z
      .array(TalkRule)
      .default(() =>
        defaultPolicy.talk.map(({ between, within }) => ({
          between: [...between] as [(typeof between)[0], (typeof between)[1]],
          within,
        })),
      )
      .describe(
        `Who may write directly to whom, invite and find each other; a list given here replaces this one. Two roles (${roles.join(', ')}), in both directions, and what joins them: school (both are in it; a parent is in the children's), class (the same one), family (parent and own child, or parents of one child). What no line allows is refused; \`lyceum policy explain A B\` says which line decides.`,
      ),
    region_staff: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Logins of people of the region who may talk to everybody of every school: [regional-helpdesk]. Keep it short.',
      ),
    forbid_encryption: z
      .boolean()
      .default(false)
      .describe(
        "true: nobody turns on encryption in own rooms and direct chats. The school's rooms are never encrypted.",
      ),
  })
  .prefault({})
  .describe('Who may reach whom, beside the rooms of the school.')
