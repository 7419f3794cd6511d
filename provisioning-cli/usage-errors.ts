/** Commander's complaints in the language of the run. English ones are its own. */
import type { CommanderError } from 'commander'
import type { Key, Translate } from './i18n/texts.ts'

const keys: Readonly<Record<string, Key>> = {
  'commander.unknownCommand': 'usage.unknown-command',
  'commander.unknownOption': 'usage.unknown-option',
  'commander.missingArgument': 'usage.missing-argument',
  'commander.optionMissingArgument': 'usage.missing-value',
  'commander.invalidArgument': 'usage.invalid-value',
  'commander.excessArguments': 'usage.too-many-arguments',
}

export function describeUsageError(error: CommanderError, t: Translate): string {
  const message = error.message.replace(/^error: /, '')
  const key = keys[error.code]
  if (t.language === 'en' || key === undefined) return message
  const quoted = [...message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '')
  // Of an option the name comes first, of an argument the value.
  const [what = '', given = ''] = message.startsWith('command-argument')
    ? quoted.toReversed()
    : quoted
  const allowed = /\. ([^.\n]+)(\n|$)/.exec(message)?.[1] ?? ''
  const suggestion = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1]
  const told = t(key, { what, given, allowed })
  return suggestion === undefined ? told : `${told}\n(${t('usage.did-you-mean', { suggestion })})`
}
