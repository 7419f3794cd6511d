/** config.yaml as text with positions: parses it, puts in what stands outside, and finds the place of every key again. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parse,
  parseDocument,
  visit,
} from 'yaml'
import type { ConfigProblem } from './problems.ts'
import { type Outside, substitute } from './substitute.ts'

type Path = readonly PropertyKey[]

export interface ConfigSource {
  /** What the file says, sections left empty as if they were not there. */
  readonly value: unknown
  /** Of syntax and substitution. */
  readonly problems: readonly ConfigProblem[]
  /** Of a value, or of the nearest thing around it that is there. */
  positionOf(path: Path): { readonly line: number; readonly column: number }
  /** Of the key itself, in the map at `path`. */
  positionOfKey(path: Path, key: string): { readonly line: number; readonly column: number }
}

export function parseSource(text: string, outside: Outside): ConfigSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems: ConfigProblem[] = document.errors.map((error) => ({
    ...place(error.pos[0]),
    path: '',
    message: error.message,
  }))
  if (problems.length === 0) {
    substituteAll(document, outside, (offset, message) => {
      problems.push({ ...place(offset), path: '', message })
    })
  }
  return {
    value: problems.length === 0 ? valueOf(document, problems) : {},
    problems,
    positionOf: (path) => place(offsetOf(document, path)),
    positionOfKey: (path, key) => place(offsetOfKey(document, path, key)),
  }
}

/** Aliases are resolved only here: one that names nothing, or too many of them, is found late. */
function valueOf(document: Document, problems: ConfigProblem[]): unknown {
  try {
    return withoutEmptySections(document.toJS())
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    problems.push({ line: 1, column: 1, path: '', message: error.message })
    return {}
  }
}

function substituteAll(
  document: Document,
  outside: Outside,
  report: (offset: number | undefined, message: string) => void,
): void {
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return
      const text = substitute(node.value, outside, (message) => report(node.range?.[0], message))
      // Unquoted, `port: ${PORT}` is a number when PORT is one, as if it stood there.
      node.value = node.type === 'PLAIN' ? plainValue(text) : text
    },
  })
}

function plainValue(text: string): string | number | boolean {
  if (/^(true|false|-?[0-9]+)$/.test(text)) return parse(text) as number | boolean
  return text
}

/** In a file made from the example a section may hold nothing but comments, which YAML reads as null. */
function withoutEmptySections(value: unknown): unknown {
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null))
}

function offsetOf(document: Document, path: Path): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
    const parent = path.slice(0, length - 1)
    const key = offsetOfKey(document, parent, String(path[length - 1]))
    if (key !== undefined) return key
  }
  return document.contents?.range?.[0]
}

function offsetOfKey(document: Document, path: Path, key: string): number | undefined {
  const found = path.length === 0 ? document.contents : document.getIn(path, true)
  const map = isAlias(found) ? found.resolve(document) : found
  if (!isMap(map)) return undefined
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key)
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}
