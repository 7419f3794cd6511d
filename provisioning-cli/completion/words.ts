/** The command tree as completion scripts need it: at each place the words that may follow, and what options take. */
import type { Command, OptionSpec } from '../command.ts'
import { nounSummaries } from '../help.ts'
import type { Translate } from '../i18n/texts.ts'
import { commonOptions, specsOf } from '../options.ts'

interface Word {
  readonly text: string
  readonly about: string
}

export interface OptionWord extends Word {
  /** `--data`, `-d` */
  readonly names: readonly string[]
  /** Undefined for a switch. */
  readonly value: Value | undefined
}

/** What may be typed: one of a few words, a path, or something that nobody can guess. */
type Value = { readonly choices: readonly string[] } | 'path' | 'other'

export interface Place {
  /** `` for the program, `/invites/list` for a command. */
  readonly path: string
  readonly about: string
  /** Commands, or the words that an argument may be. */
  readonly words: readonly Word[]
  readonly options: readonly OptionWord[]
  /** Whether an argument is a path. */
  readonly takesPath: boolean
}

/** Parents before their children. */
export function completionPlaces(commands: readonly Command[], t: Translate): readonly Place[] {
  const help = option('-h, --help', t('program.help'), undefined)
  const common = [...Object.values(commonOptions).map((spec) => optionOf(spec, t)), help]
  const version = option('-V, --version', t('program.version'), undefined)
  const nouns = [...new Set(commands.flatMap(({ path }) => (path.length > 1 ? [path[0]] : [])))]
  const nounPlaces = nouns.map((noun): Place => {
    const verbs = commands.filter(({ path }) => path.length > 1 && path[0] === noun)
    const words = verbs.map((verb) => ({ text: verb.path[1] ?? '', about: t(verb.summary) }))
    const about = t(nounSummaries[noun] ?? 'help.commands')
    return { path: `/${noun}`, about, words, options: [help], takesPath: false }
  })
  const places = commands.map((command): Place => {
    const args = command.args ?? []
    return {
      path: `/${command.path.join('/')}`,
      about: t(command.summary),
      words: args.flatMap(({ choices = [] }) => choices.map((text) => ({ text, about: '' }))),
      options: [...Object.values(specsOf(command)).map((spec) => optionOf(spec, t)), help],
      takesPath: args.some(({ name }) => /roster|file/.test(name)),
    }
  })
  const top = [...places.filter(({ path }) => path.lastIndexOf('/') === 0), ...nounPlaces]
  const words = top.map(({ path, about }) => ({ text: path.slice(1), about }))
  const root = { path: '', about: '', words, options: [...common, version], takesPath: false }
  return [root, ...nounPlaces, ...places]
}

function optionOf(spec: OptionSpec<unknown>, t: Translate): OptionWord {
  const { flags, text, parse, choices } = spec
  if (parse === undefined) return option(flags, t(text), undefined)
  if (choices !== undefined) return option(flags, t(text), { choices })
  return option(flags, t(text), /<(file|folder|dir|path)>/.test(flags) ? 'path' : 'other')
}

function option(flags: string, about: string, value: Value | undefined): OptionWord {
  const names = flags.split(/[ ,]+/).filter((part) => part.startsWith('-'))
  return { names, text: names.at(-1) ?? '', about, value }
}

/** Every name of an option that is followed by a value, anywhere: what follows is no command. */
export function valueOptions(places: readonly Place[]): readonly string[] {
  const options = places.flatMap((place) => place.options)
  const names = options.flatMap((one) => (one.value === undefined ? [] : one.names))
  return [...new Set(names)].toSorted()
}
