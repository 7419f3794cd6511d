/** When accounts are made, and how they are called where single sign-on knows them before. */
import { z } from 'zod'

export const AccountsSection = z
  .strictObject({
    mode: z
      .enum(['on-activation', 'ahead'])
      .default('on-activation')
      .describe(
        'on-activation: a person gets the account and the rooms when entering with an invitation. ahead: apply makes the accounts and all memberships of everybody whose account has a name; for schools with single sign-on.',
      ),
    template: z
      .string()
      .check((context) => {
        const message = problemOfTemplate(context.value)
        if (message === undefined) return
        context.issues.push({ code: 'custom', input: context.value, message })
      })
      .optional()
      .meta({ examples: ['{id}'] })
      .describe(
        'With ahead: the login of everybody for whom the roster names no account. {id} is the id of the person in the roster, {school} that of the school. It must be the login that the single sign-on gives: whoever signs in with it is that person.',
      ),
    register: z
      .boolean()
      .default(true)
      .describe(
        'With ahead: false where only the single sign-on may make accounts; who has never signed in is then left for a later apply.',
      ),
  })
  .prefault({})
  .describe('Accounts of people.')

function problemOfTemplate(text: string): string | undefined {
  if (!text.includes('{id}')) return 'must contain {id}: two people must not get one account'
  const rest = text.replaceAll('{id}', '').replaceAll('{school}', '')
  return /^[a-z0-9._=\-/+]*$/.test(rest)
    ? undefined
    : 'may contain {id}, {school}, lower case letters, digits and . _ = - / + only'
}
