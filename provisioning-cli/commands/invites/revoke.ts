import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const invitesRevoke = defineCommand({
  path: ['invites', 'revoke'],
  summary: 'invites.revoke.summary',
  args: [{ name: '<id...>', text: 'argument.invitations' }],
  options: {},
  examples: ['invites revoke 01J9ZK', 'invites revoke 01J9ZK 01J9ZM --json'],
  async run(input) {
    const { args, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const store = await openDatabase(input, await readConfig(input))
    const at = new Date(io.now()).toISOString()
    const revoked: string[] = []
    const notOpen: string[] = []
    for (const id of args) {
      const isRevoked =
        (await store.invitations.revoke(id, at)) || (await store.sharedLinks.revoke(id, at))
      ;(isRevoked ? revoked : notOpen).push(id)
    }
    await store.journal.append({
      at,
      actor: 'operator',
      action: 'invitation-revoked',
      school: undefined,
      details: { count: revoked.length },
    })
    if (output.asJson) output.printJson({ revoked, not_open: notOpen })
    else output.print(t('invites.revoked', { count: revoked.length }))
    for (const id of notOpen) output.warn(t('invites.not-open', { id }))
    return notOpen.length === 0 ? exitCodes.done : exitCodes.failure
  },
})
