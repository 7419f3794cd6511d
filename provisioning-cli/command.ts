/**
 * A command is data plus a handler. The data (names, options, examples) is loaded with every start, so a command's file
 * imports nothing heavy at its top: the handler imports what it needs.
 */
import { InvalidArgumentError } from 'commander'
import { nearest } from '@lyceum/core/config/nearest.ts'
import type { ExitCode } from '@lyceum/core/errors.ts'
import type { Key, Translate } from './i18n/texts.ts'
import type { Io } from './io.ts'
import type { Output } from './output/output.ts'

export interface OptionSpec<Value> {
  /** As commander writes them: `-y, --yes`, `--port <number>`. */
  readonly flags: string
  readonly text: Key
  /** Throws `InvalidArgumentError`. Undefined for a switch. */
  readonly parse: ((text: string, before?: unknown) => Value) | undefined
  readonly choices?: readonly string[]
  /** In help only; a missing option is undefined. */
  readonly usual?: string
}

export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>

type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends OptionSpec<infer Value>
    ? Value | undefined
    : never
}

/** What every command takes. */
export interface CommonOptions {
  readonly config: string | undefined
  readonly data: string | undefined
  readonly json: boolean
  readonly quiet: boolean
}

export interface CommandInput<Values> {
  readonly options: Values & CommonOptions
  readonly args: readonly string[]
  readonly io: Io
  readonly output: Output
  readonly t: Translate
  /** Closed in reverse order when the command ends, however it ends. */
  onEnd(close: () => Promise<void> | void): void
}

interface ArgumentSpec {
  /** `[roster]`, `<id...>` */
  readonly name: string
  readonly text: Key
  /** Nothing else is taken. */
  readonly choices?: readonly string[]
}

export interface CommandSpec<Specs extends OptionSpecs> {
  /** `['invites', 'list']` */
  readonly path: readonly [string] | readonly [string, string]
  readonly summary: Key
  readonly args?: readonly ArgumentSpec[]
  readonly options: Specs
  /** Without the program's name, the most usual first. */
  readonly examples: readonly string[]
  /** Ends in order on an interrupt by itself; others are abandoned. */
  readonly handlesInterrupt?: boolean
  run(input: CommandInput<OptionValues<Specs>>): Promise<ExitCode>
}

export type Command = Omit<CommandSpec<OptionSpecs>, 'run'> & {
  run(input: CommandInput<Readonly<Record<string, unknown>>>): Promise<ExitCode>
}

/** Forgets the types of the options, which only the handler needs: commander gives back what the specs parse. */
export function defineCommand<const Specs extends OptionSpecs>(spec: CommandSpec<Specs>): Command {
  return spec as unknown as Command
}

export function flag(flags: string, text: Key): OptionSpec<boolean> {
  return { flags, text, parse: undefined }
}

export function text(flags: string, key: Key, usual?: string): OptionSpec<string> {
  return { flags, text: key, parse: (value) => value, ...(usual === undefined ? {} : { usual }) }
}

export function choice<Value extends string>(
  flags: string,
  key: Key,
  choices: readonly Value[],
): OptionSpec<Value> {
  return {
    flags,
    text: key,
    choices,
    parse: (value) => parseChoice(value, choices),
  }
}

/** May be given several times, also several at once with commas; each of the choices where there are any. */
export function list<Value extends string = string>(
  flags: string,
  key: Key,
  choices?: readonly Value[],
): OptionSpec<readonly Value[]> {
  return {
    flags,
    text: key,
    ...(choices === undefined ? {} : { choices }),
    parse(value, before) {
      const parts = value.split(',').map((part) => part.trim())
      const given = parts.map((part) =>
        choices === undefined ? (part as Value) : parseChoice(part, choices),
      )
      return [...(Array.isArray(before) ? before : []), ...given]
    },
  }
}

/** Throws `InvalidArgumentError`, which names what there is and what may have been meant. */
export function parseChoice<Value extends string>(text: string, choices: readonly Value[]): Value {
  const found = choices.find((one) => one === text)
  if (found !== undefined) return found
  const near = nearest(text, choices)
  const meant = near === undefined ? '' : `\n(Did you mean ${near}?)`
  throw new InvalidArgumentError(`${choices.join(' | ')}${meant}`)
}

export function port(flags: string, key: Key, usual: string): OptionSpec<number> {
  return {
    flags,
    text: key,
    usual,
    parse(value) {
      const number = Number(value)
      if (!Number.isInteger(number) || number < 1 || number > 65_535) {
        throw new InvalidArgumentError('1-65535')
      }
      return number
    },
  }
}

/** At least one. */
export function count(flags: string, key: Key): OptionSpec<number> {
  return {
    flags,
    text: key,
    parse(value) {
      if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('1-999999')
      return Number(value)
    },
  }
}

/** `14d`; also plain `14`. In days. */
export function days(flags: string, key: Key): OptionSpec<number> {
  return {
    flags,
    text: key,
    parse(value) {
      const found = /^(\d{1,4})d?$/.exec(value)
      if (found === null || Number(found[1]) === 0) throw new InvalidArgumentError('14d')
      return Number(found[1])
    },
  }
}
