/** Reads the arguments with commander: which command with which options, or help, or what is wrong with them. */
import { Argument, Command as Parser, CommanderError, Option } from 'commander'
import { exitCodes, type ExitCode } from '@lyceum/core/errors.ts'
import {
  parseChoice,
  type Command,
  type CommonOptions,
  type OptionSpec,
  type OptionSpecs,
} from './command.ts'
import { configureHelp, nounSummaries } from './help.ts'
import type { Translate } from './i18n/texts.ts'
import type { Io } from './io.ts'
import { commonOptions, specsOf } from './options.ts'
import { describeUsageError } from './usage-errors.ts'
import { version } from './version.ts'

export type Parsed =
  | { readonly exitCode: ExitCode }
  | {
      readonly command: Command
      readonly args: readonly string[]
      readonly options: CommonOptions & Readonly<Record<string, unknown>>
    }

const rootExamples = ['up', 'check roster/', 'plan roster/', 'apply roster/', 'invites list']

export async function parseArguments(
  argv: readonly string[],
  io: Io,
  t: Translate,
  available: readonly Command[],
): Promise<Parsed> {
  let found: Parsed | undefined
  const root = createParser('lyceum', io, t).description(t('program.description'))
  root.version(version, '-V, --version', t('program.version'))
  addOptions(root, commonOptions, t)
  configureHelp(root, t, rootExamples)
  const nouns = new Map<string, Parser>()
  for (const command of available) {
    const [first, verb] = command.path
    const parser = createParser(verb ?? first, io, t).description(t(command.summary))
    for (const { name, text, choices } of command.args ?? []) {
      const told = choices === undefined ? t(text) : `${t(text)} (${choices.join(', ')})`
      const argument = new Argument(name, told)
      if (choices !== undefined) argument.argParser((value) => parseChoice(value, choices))
      parser.addArgument(argument)
    }
    addOptions(parser, specsOf(command), t)
    configureHelp(parser, t, command.examples)
    parser.action((...given: unknown[]) => {
      const options = { ...root.opts(), ...parser.opts() }
      found = readAction(command, given.slice(0, command.args?.length ?? 0), options)
    })
    const parent = verb === undefined ? root : nounParser(nouns, root, first, io, t)
    parent.addCommand(parser)
  }
  try {
    await root.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { exitCode: reportUsage(error, io, t) }
  }
  return found ?? { exitCode: exitCodes.usage }
}

function createParser(name: string, io: Io, t: Translate): Parser {
  return new Parser(name)
    .exitOverride()
    .helpOption('-h, --help', t('program.help'))
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Help for a noun without a verb comes this way; errors are told by `reportUsage`.
      writeErr: (text) => void io.stderr.write(text),
      outputError() {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
}

function nounParser(
  nouns: Map<string, Parser>,
  root: Parser,
  noun: string,
  io: Io,
  t: Translate,
): Parser {
  const known = nouns.get(noun)
  if (known !== undefined) return known
  const parser = createParser(noun, io, t)
  parser.description(t(nounSummaries[noun] ?? 'person.summary'))
  configureHelp(parser, t, [])
  nouns.set(noun, parser)
  root.addCommand(parser)
  return parser
}

function addOptions(parser: Parser, specs: OptionSpecs, t: Translate): void {
  for (const spec of Object.values(specs)) parser.addOption(createOption(spec, t))
}

function createOption(spec: OptionSpec<unknown>, t: Translate): Option {
  const usual = spec.usual === undefined ? '' : ` (${t('help.usual', { usual: spec.usual })})`
  const choices = spec.choices === undefined ? '' : ` (${spec.choices.join(', ')})`
  const option = new Option(spec.flags, `${t(spec.text)}${choices}${usual}`)
  const { parse } = spec
  return parse === undefined
    ? option
    : option.argParser((value, before: unknown) => parse(value, before))
}

function readAction(
  command: Command,
  given: readonly unknown[],
  values: Readonly<Record<string, unknown>>,
): Parsed {
  const { config, data, json, quiet } = values as Partial<CommonOptions>
  return {
    command,
    args: given.flat().filter((one) => typeof one === 'string'),
    options: { ...values, config, data, json: json === true, quiet: quiet === true },
  }
}

function reportUsage(error: CommanderError, io: Io, t: Translate): ExitCode {
  if (error.exitCode === 0) return exitCodes.done
  if (error.code !== 'commander.help') {
    io.stderr.write(`${t('output.error')} ${describeUsageError(error, t)}\n`)
    io.stderr.write(`${t('usage.see-help')}\n`)
  }
  return exitCodes.usage
}
