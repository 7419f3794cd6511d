import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag } from '../../command.ts'
import { selectionOptions } from '../../options.ts'

export const invitesList = defineCommand({
  path: ['invites', 'list'],
  summary: 'invites.list.summary',
  options: { ...selectionOptions, all: flag('--all', 'option.invites-all') },
  examples: ['invites list', 'invites list --class 5A --json', 'invites list --role parent'],
  async run({ options, output, t, io, ...input }) {
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectMembers } = await import('../../selection.ts')
    const { invitationRow, newestInvitations } = await import('../../invitations.ts')
    const { listSharedLinks } = await import('../../shared-links.ts')
    const { printInvitations } = await import('../../output/invitations.ts')
    const config = await readConfig({ options, output, t, io, ...input })
    const store = await openDatabase(input, config)
    const found = await selectMembers(store, options)
    const members =
      options.all === true ? found : found.filter((member) => member.account === undefined)
    const at = new Date(io.now()).toISOString()
    const newest = await newestInvitations(store, members, at)
    const rows = members.map((member) => invitationRow(member, newest.get(member.person.id)))
    const shared = await listSharedLinks(store, options, { all: options.all === true, at })
    printInvitations([...rows, ...shared], output, t)
    return exitCodes.done
  },
})
