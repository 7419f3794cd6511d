/** A message to the bot, as a command and what follows it; and yes or no, as replies and reactions say it. */
import { nearest } from '@lyceum/core/config/nearest.ts'
import { commandNames, commandWords, fold, noWords, yesWords, type CommandName } from './words.ts'

export type ParsedMessage =
  | { readonly kind: 'command'; readonly name: CommandName; readonly rest: string }
  /** A number alone: one of a list that was shown. */
  | { readonly kind: 'number'; readonly number: number }
  /** `meant`: written most like it. */
  | { readonly kind: 'unknown'; readonly meant: CommandName | undefined }

/** The longest word of a command that the text begins with counts. */
const byWord: readonly (readonly [string, CommandName])[] = commandNames
  .flatMap((name) =>
    [...commandWords[name].en, ...commandWords[name].ru].map((word) => [word, name] as const),
  )
  .toSorted(([one], [other]) => other.length - one.length)

export function parseMessage(message: string): ParsedMessage {
  const text = message
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^[!/]\s?/u, '')
  if (/^\d{1,3}\.?$/.test(text)) return { kind: 'number', number: Number.parseInt(text, 10) }
  const folded = fold(text)
  for (const [word, name] of byWord) {
    if (!folded.startsWith(word)) continue
    const after = text.slice(word.length)
    if (after === '' || /^[\s,:;.!]/u.test(after)) {
      return { kind: 'command', name, rest: after.replace(/^[\s,:;.!]+/u, '').trim() }
    }
  }
  return { kind: 'unknown', meant: meantBy(folded) }
}

/** By the first two words, or the first alone: people mistype the command, not what follows it. */
function meantBy(folded: string): CommandName | undefined {
  const [first = '', second = ''] = folded.split(' ')
  const words = byWord.map(([word]) => word).filter((word) => word.length > 3)
  const both = `${first} ${second}`.trim()
  const swapped = words.find((one) => sameLetters(one, first) || sameLetters(one, both))
  const word = swapped ?? nearest(both, words) ?? nearest(first, words)
  return byWord.find(([one]) => one === word)?.[1]
}

function sameLetters(one: string, other: string): boolean {
  const sorted = (text: string) => [...text].toSorted().join('')
  return sorted(one) === sorted(other)
}

export interface Reply {
  readonly answer: 'yes' | 'no'
  /** What stands behind the first word. */
  readonly rest: string
}

/** `нет, не тот класс`: no, with the reason. Undefined for a text that begins with neither. */
export function parseReply(message: string): Reply | undefined {
  const text = withoutQuote(message).replaceAll(/\s+/gu, ' ').trim().replace(/^!/u, '')
  const [, first = '', after = ''] = /^([^\s,.:;!]+)([\s\S]*)$/u.exec(text) ?? []
  const rest = after.replace(/^[\s,.:;!–—-]+/u, '').trim()
  const word = fold(first)
  if (yesWords.has(word) || parseReaction(first) === 'yes') return { answer: 'yes', rest }
  if (noWords.has(word) || parseReaction(first) === 'no') return { answer: 'no', rest }
  return undefined
}

/** What somebody says to a notice. `answer`: undefined for a reply that says neither. */
export interface NoticeReply {
  readonly answer: Reply['answer'] | undefined
  /** Reason, or a child's name. */
  readonly rest: string
  /** All that was said; empty for a reaction. */
  readonly text: string
}

const yesSigns: ReadonlySet<string> = new Set(['✅', '✔', '☑', '👍', '👌'])
const noSigns: ReadonlySet<string> = new Set(['❌', '✖', '❎', '👎', '🚫', '⛔'])

/** With or without variation selectors and skin tones, which clients add as they like. */
export function parseReaction(key: string): 'yes' | 'no' | undefined {
  const sign = key.replaceAll(/\p{Variation_Selector}|\p{Emoji_Modifier}/gu, '')
  if (yesSigns.has(sign)) return 'yes'
  return noSigns.has(sign) ? 'no' : undefined
}

/** Older clients repeat in a reply, in lines that begin with `>`, what it replies to. */
export function withoutQuote(message: string): string {
  const lines = message.split('\n')
  const first = lines.findIndex((line) => !line.startsWith('>'))
  return first <= 0 ? message : lines.slice(first).join('\n').trim()
}
