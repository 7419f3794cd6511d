import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'
import { expiryOption } from '../../options.ts'

/** Short: a link that opens an account is for now, not for a fortnight. */
const usualDays = 3

export const personResetPassword = defineCommand({
  path: ['person', 'reset-password'],
  summary: 'person.reset-password.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: expiryOption,
  examples: ['person reset-password P17', 'person reset-password P17 --expires 1d --json'],
  async run(input) {
    const { args, options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectMembers, unknown } = await import('../../selection.ts')
    const { issueInvitations } = await import('../../invitations.ts')
    const { printInvitations } = await import('../../output/invitations.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const id = args[0] ?? ''
    const selection = { school: undefined, class: undefined, role: undefined, person: id }
    const [member] = await selectMembers(store, selection)
    if (member === undefined) {
      const { refuseWithoutRole } = await import('../../without-link.ts')
      await refuseWithoutRole(store, id, t)
      throw unknown('person', id)
    }
    const { refuseLocked } = await import('../../without-link.ts')
    refuseLocked(member, t)
    if (member.account === undefined) {
      throw new LyceumError('no-account', t('person.no-account', { id }), {
        hint: `lyceum invites create --person ${id}`,
      })
    }
    const rows = await issueInvitations({
      store,
      members: [member],
      purpose: 'reset',
      expireDays: options.expires ?? usualDays,
      now: io.now(),
      publicUrl: config.public.url,
    })
    printInvitations(rows, output, t)
    output.note(t('person.reset-told'))
    return exitCodes.done
  },
})
