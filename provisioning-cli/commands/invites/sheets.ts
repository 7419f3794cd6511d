import { exitCodes } from '@lyceum/core/errors.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import { choice, defineCommand, flag, text } from '../../command.ts'
import { expiryOption, selectionOptions } from '../../options.ts'

export const invitesSheets = defineCommand({
  path: ['invites', 'sheets'],
  summary: 'sheets.summary',
  options: {
    ...selectionOptions,
    ...expiryOption,
    out: text('--out <folder>', 'option.out', './slips'),
    reissue: flag('--reissue', 'option.reissue'),
    // Common to all commands; here also the language on paper.
    lang: choice<Language>('--lang <language>', 'option.lang-paper', ['ru', 'en']),
  },
  examples: [
    'invites sheets --out slips',
    'invites sheets --class C5A --out slips',
    'invites sheets --role teacher --lang en --out slips',
    'invites sheets --person P17 --reissue --out slips',
  ],
  // What is issued reaches its paper before the command ends.
  handlesInterrupt: true,
  async run(input) {
    const { options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { resolve } = await import('node:path')
    const { selectMembers } = await import('../../selection.ts')
    const { printSheets } = await import('../../sheets/print-sheets.ts')
    const { describeSheets } = await import('../../output/sheets.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const made = await printSheets({
      store,
      config,
      selection: options,
      members: await selectMembers(store, options),
      folder: resolve(io.cwd, options.out ?? 'slips'),
      language: options.lang,
      expireDays: options.expires ?? config.invitations.expireDays,
      reissue: options.reissue === true,
      now: io.now(),
      interrupt: io.interrupt,
    })
    describeSheets(made, config.public.url, output, t)
    return io.interrupt.aborted ? exitCodes.interrupted : exitCodes.done
  },
})
