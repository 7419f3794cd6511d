/** Options that many commands share. */
import { choice, days, flag, text, type Command, type OptionSpecs } from './command.ts'
import { roles } from '@lyceum/core/school/people.ts'

/** Every command takes these; they may also stand before its name. */
export const commonOptions = {
  config: text('-c, --config <file>', 'option.config'),
  data: text('-d, --data <folder>', 'option.data', './data'),
  json: flag('--json', 'option.json'),
  quiet: flag('-q, --quiet', 'option.quiet'),
  lang: choice('--lang <language>', 'option.lang', ['ru', 'en']),
} as const

/** For commands that may take something from somebody. */
export const removalOptions = {
  yes: flag('-y, --yes', 'option.yes'),
  allowMassRemoval: flag('--allow-mass-removal', 'option.allow-mass-removal'),
} as const

/** What a list of people does not say itself. */
export const listOptions = {
  school: text('--school <school>', 'option.list-school'),
  role: choice('--role <role>', 'option.list-role', roles),
} as const

/** How a set is to be understood. */
export const setOptions = {
  ...listOptions,
  source: text('--source <name>', 'option.source'),
  matchIds: flag('--match-ids', 'option.match-ids'),
} as const

/** Whom a command is about. */
export const selectionOptions = {
  school: text('--school <id>', 'option.school'),
  class: text('--class <id>', 'option.class'),
  role: choice('--role <role>', 'option.role', roles),
  person: text('--person <id>', 'option.person'),
} as const

export const expiryOption = { expires: days('--expires <days>', 'option.expires') } as const

export function specsOf(command: Command): OptionSpecs {
  // A command may say more about a common option: the first spread gives the order, the last the texts.
  return { ...command.options, ...commonOptions, ...command.options }
}
