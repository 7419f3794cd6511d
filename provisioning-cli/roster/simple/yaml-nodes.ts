/**
 * YAML maps read key by key with their lines. Every scalar is text as it is written (the "failsafe" schema): an id 007
 * and a class 1e5 stay what they are. Anchors are not read: a roster needs none, and they are how a small file grows huge.
 */
import { nearest } from '@lyceum/core/config/nearest.ts'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml'

import type { Place, Problems } from '../problems.ts'

export interface TextAt {
  readonly text: string
  readonly place: Place
}

interface Reading {
  readonly file: string
  readonly lines: LineCounter
  readonly problems: Problems
}

/** Undefined, with the problems told, when the text is no YAML or no map. */
export function parseYaml(text: string, file: string, problems: Problems): YamlMap | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
  })
  for (const error of document.errors) {
    const { line } = lines.linePos(error.pos[0])
    // The parser's own words would quote the file, names and all.
    const message = yamlErrors[error.code] ?? `The YAML cannot be understood here (${error.code}).`
    problems.error({ file, line: Math.max(line, 1) }, message)
  }
  if (document.errors.length > 0) return undefined
  const reading = { file, lines, problems }
  const map = mapOf(document.contents, reading)
  if (map === undefined) problems.error({ file, line: 1 }, 'The file does not begin with keys.')
  return map
}

const yamlErrors: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This key is there twice.',
  TAB_AS_INDENT: 'A tab stands where spaces must indent.',
  BAD_INDENT: 'The indentation does not fit.',
  MISSING_CHAR: 'A quotation mark or bracket is not closed, or a comma is missing.',
  MULTILINE_IMPLICIT_KEY: 'A line without a key: is a ":" or a "-" missing?',
}

function mapOf(node: unknown, reading: Reading): YamlMap | undefined {
  if (!isMap(node)) return undefined
  return new YamlMap(node.items, node.range?.[0] ?? 0, reading)
}

export class YamlMap {
  readonly #pairs = new Map<string, Pair>()
  readonly #reading: Reading
  readonly #start: number

  constructor(pairs: readonly Pair[], start: number, reading: Reading) {
    this.#reading = reading
    this.#start = start
    for (const pair of pairs) {
      if (isScalar(pair.key)) this.#pairs.set(String(pair.key.value), pair)
      else reading.problems.error(this.#placeAt(start), 'A key must be a plain word.')
    }
  }

  /** Of the key, or of the whole map. */
  place(key?: string): Place {
    const node = key === undefined ? undefined : this.#pairs.get(key)?.key
    return this.#placeAt(isScalar(node) ? (node.range?.[0] ?? this.#start) : this.#start, key)
  }

  /** Keys that are none of these are errors: a misspelt one would silently take something away. */
  checkKeys(known: readonly string[]): void {
    for (const key of this.#pairs.keys()) {
      if (known.includes(key)) continue
      const guess = nearest(key, known)
      this.#reading.problems.error(
        this.#placeAt(this.#offsetOfKey(key)),
        'There is no such key.',
        guess === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${guess}?`,
      )
    }
  }

  has(key: string): boolean {
    return this.#pairs.has(key)
  }

  isList(key: string): boolean {
    return isSeq(this.#pairs.get(key)?.value)
  }

  /** Undefined when the key is not there; the problem is told when its value is none. */
  text(key: string): string | undefined {
    const node = this.#pairs.get(key)?.value
    if (!this.#pairs.has(key)) return undefined
    if (isScalar(node)) return String(node.value ?? '')
    if (node === null || node === undefined) return ''
    this.#reading.problems.error(this.place(key), `"${key}" must be a single value.`)
    return undefined
  }

  required(key: string): string {
    const text = this.text(key)
    if (text === undefined && !this.#pairs.has(key)) {
      this.#reading.problems.error(this.place(), `"${key}" is missing.`)
    } else if (text === '') this.#reading.problems.error(this.place(key), `"${key}" is empty.`)
    return text ?? ''
  }

  maps(key: string): readonly YamlMap[] {
    return this.#items(key).flatMap((item) => {
      const map = mapOf(item, this.#reading)
      if (map !== undefined) return [map]
      this.#reading.problems.error(
        this.#placeAt(offsetOf(item, this.#start), key),
        `An entry of "${key}" must have keys.`,
      )
      return []
    })
  }

  /** `a`, `[a, b]` or lines with dashes. */
  texts(key: string): readonly TextAt[] {
    return this.#items(key).flatMap((item) => this.#textOf(item, key))
  }

  /** Texts, or keys with texts of their own: `1А`, `[1А, 1Б]`, `{1А: [Алгебра]}`. */
  lists(key: string): readonly (TextAt & { readonly entries: readonly string[] })[] {
    const map = mapOf(this.#pairs.get(key)?.value, this.#reading)
    if (map === undefined) return this.texts(key).map((item) => ({ ...item, entries: [] }))
    return [...map.#pairs.keys()].map((text) => ({
      text,
      place: { ...map.place(text), column: key },
      entries: map.texts(text).map((entry) => entry.text),
    }))
  }

  #items(key: string): readonly unknown[] {
    const node = this.#pairs.get(key)?.value
    if (isSeq(node)) return node.items
    if (node === undefined || node === null || (isScalar(node) && node.value === '')) return []
    return [node]
  }

  #textOf(item: unknown, key: string): readonly TextAt[] {
    const place = this.#placeAt(offsetOf(item, this.#offsetOfKey(key)), key)
    if (isScalar(item) && String(item.value ?? '') !== '') {
      return [{ text: String(item.value), place }]
    }
    this.#reading.problems.error(place, `"${key}" holds something that is no plain value.`)
    return []
  }

  #offsetOfKey(key: string): number {
    return offsetOf(this.#pairs.get(key)?.key, this.#start)
  }

  #placeAt(offset: number, column?: string): Place {
    const { line } = this.#reading.lines.linePos(offset)
    const place = { file: this.#reading.file, line: Math.max(line, 1) }
    return column === undefined ? place : { ...place, column }
  }
}

function offsetOf(node: unknown, fallback: number): number {
  return (node as Node | null | undefined)?.range?.[0] ?? fallback
}
