/** Help: what it does, examples first, then how it is called and what it takes; the exit codes last. */
import type { Command as Parser, Help } from 'commander'
import { exitCodes } from '@lyceum/core/errors.ts'
import type { Key, Translate } from './i18n/texts.ts'

const exitTexts: readonly (readonly [number, Key])[] = [
  [exitCodes.done, 'exit.done'],
  [exitCodes.failure, 'exit.failure'],
  [exitCodes.changesPending, 'exit.changes-pending'],
  [exitCodes.partlyApplied, 'exit.partly-applied'],
  [exitCodes.refusedBySafety, 'exit.refused-by-safety'],
  [exitCodes.usage, 'exit.usage'],
  [exitCodes.badInput, 'exit.bad-input'],
  [exitCodes.interrupted, 'exit.interrupted'],
]

/** What stands beside a noun; its verbs say the rest. */
export const nounSummaries: Readonly<Record<string, Key>> = {
  invites: 'invites.summary',
  applications: 'applications.summary',
  school: 'school.summary',
  class: 'class.summary',
  person: 'person.summary',
  chat: 'chat.summary',
  policy: 'policy.summary',
  events: 'events.summary',
  homeserver: 'homeserver.summary',
}

export function configureHelp(parser: Parser, t: Translate, examples: readonly string[]): void {
  parser.configureHelp({
    formatHelp: (of, help) => formatHelp(of, help, t, examples),
  })
}

function formatHelp(of: Parser, help: Help, t: Translate, examples: readonly string[]): string {
  const width = help.padWidth(of, help)
  const items = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([term, text]) => help.formatItem(term, width, text, help))
  const sections: readonly (readonly [Key, readonly string[]])[] = [
    ['help.examples', examples.map((example) => `  lyceum ${example}`)],
    ['help.usage', [`  ${help.commandUsage(of)}`]],
    [
      'help.arguments',
      items(help.visibleArguments(of).map((one) => [help.argumentTerm(one), one.description])),
    ],
    [
      'help.commands',
      items(
        help
          .visibleCommands(of)
          .map((one) => [help.subcommandTerm(one), help.subcommandDescription(one)]),
      ),
    ],
    ['help.options', items(help.visibleOptions(of).map((one) => [one.flags, one.description]))],
    ['help.exit-codes', items(exitTexts.map(([code, key]) => [String(code), t(key)]))],
  ]
  const shown = sections.filter(([, lines]) => lines.length > 0)
  const body = shown.map(([title, lines]) => `${t(title)}\n${lines.join('\n')}`)
  return `${[of.description(), ...body].join('\n\n')}\n`
}
