import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { count, defineCommand, flag, text } from '../../command.ts'
import { expiryOption, selectionOptions } from '../../options.ts'

export const invitesCreate = defineCommand({
  path: ['invites', 'create'],
  summary: 'invites.create.summary',
  options: {
    ...selectionOptions,
    ...expiryOption,
    name: text('--name <name>', 'option.name'),
    shared: flag('--shared', 'option.shared'),
    uses: count('--uses <number>', 'option.uses'),
  },
  examples: [
    'invites create --class C5A --role pupil',
    'invites create --person P17 --json',
    'invites create --role administrator --name "Anna Petrova"',
    'invites create --shared --role teacher',
    'invites create --shared --role pupil --class C5A --uses 30 --expires 14d',
  ],
  async run(input) {
    const { options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectMembers } = await import('../../selection.ts')
    const { issueInvitations, newestInvitations } = await import('../../invitations.ts')
    const { printInvitations } = await import('../../output/invitations.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const now = io.now()
    const at = new Date(now).toISOString()
    if (options.shared === true) {
      const { issueSharedLink } = await import('../../shared-links.ts')
      const expireDays = options.expires ?? config.invitations.expireDays
      const making = { store, expireDays, now, publicUrl: config.public.url }
      printInvitations([await issueSharedLink(making, options, t)], output, t)
      output.note(t('invites.shared.issued'))
      return exitCodes.done
    }
    if (options.uses !== undefined) {
      const hint = `lyceum invites create --shared --role ROLE --uses ${options.uses}`
      throw new LyceumError('usage', t('invites.shared.only'), { hint, exitCode: exitCodes.usage })
    }
    let selection = options
    if (options.name !== undefined) {
      const { addPersonToData } = await import('../../add-person.ts')
      const person = await addPersonToData(store, { ...options, name: options.name }, at)
      selection = { ...options, person }
    }
    const found = await selectMembers(store, selection)
    const { refuseLocked, refuseWithoutRole } = await import('../../without-link.ts')
    const members = found.filter((member) => member.account === undefined)
    if (options.person !== undefined) {
      for (const member of found) refuseLocked(member, t)
      if (found.length === 0) await refuseWithoutRole(store, options.person, t)
    }
    if (options.person !== undefined && found.length > 0 && members.length === 0) {
      throw new LyceumError('already-entered', t('invites.already-entered'), {
        hint: `lyceum person reset-password ${options.person}`,
      })
    }
    const newest = await newestInvitations(store, members, at)
    const replaced = [...newest.values()].filter(({ status }) => status === 'open').length
    const rows = await issueInvitations({
      store,
      members,
      purpose: 'enter',
      expireDays: options.expires ?? config.invitations.expireDays,
      now,
      publicUrl: config.public.url,
    })
    printInvitations(rows, output, t)
    output.note(t('invites.created', { count: rows.length }))
    if (replaced > 0) output.note(t('invites.replaced', { count: replaced }))
    return exitCodes.done
  },
})
