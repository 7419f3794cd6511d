import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import { choice, defineCommand, text } from '../../command.ts'
import { expiryOption } from '../../options.ts'

/** Short: a link that opens an account is for now, not for a fortnight. */
const usualDays = 3

export const personResetPassword = defineCommand({
  path: ['person', 'reset-password'],
  summary: 'person.reset-password.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {
    ...expiryOption,
    out: text('--out <folder>', 'option.out-reset'),
    // Common to all commands; here also the language on paper.
    lang: choice<Language>('--lang <language>', 'option.lang-paper', ['ru', 'en']),
  },
  examples: [
    'person reset-password P17',
    'person reset-password P17 --out slips',
    'person reset-password P17 --expires 1d --json',
  ],
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
    const expireDays = options.expires ?? usualDays
    if (options.out !== undefined) {
      const { resolve } = await import('node:path')
      const { printReset } = await import('../../sheets/print-reset.ts')
      const folder = resolve(io.cwd, options.out)
      const { lang: language } = options
      const now = io.now()
      const printed = await printReset({ store, config, member, folder, language, expireDays, now })
      if (output.asJson) output.printJson({ folder, file: printed.file, invitations: printed.rows })
      else output.print(printed.file)
      output.note(t('person.reset-told'))
      return exitCodes.done
    }
    const rows = await issueInvitations({
      store,
      members: [member],
      purpose: 'reset',
      expireDays,
      now: io.now(),
      publicUrl: config.public.url,
    })
    printInvitations(rows, output, t)
    output.note(t('person.reset-told'))
    return exitCodes.done
  },
})
