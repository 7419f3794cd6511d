/** Says what zod found wrong in the words of the file: which key, what it must be, what was probably meant. */
import type { z } from 'zod'
import { nearest } from './nearest.ts'
import type { ConfigProblem } from './problems.ts'
import { ConfigFile } from './schema.ts'
import { keysAt } from './schema-keys.ts'
import type { ConfigSource } from './source.ts'

type Issue = z.core.$ZodIssue

export function explainIssue(issue: Issue, source: ConfigSource): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(issue.path, key, source))
  }
  const path = renderPath(issue.path)
  const message = messageOf(issue, valueAt(source.value, issue.path))
  return [{ ...source.positionOf(issue.path), path, message }]
}

function unknownKey(path: Issue['path'], key: string, source: ConfigSource): ConfigProblem {
  const known = keysAt(ConfigFile, path)
  const guess = nearest(key, known)
  const help =
    guess === undefined
      ? `there are ${known.join(', ')}`
      : `did you mean ${renderPath([...path, guess])}?`
  return {
    ...source.positionOfKey(path, key),
    path: renderPath([...path, key]),
    message: `there is no such key; ${help}`,
  }
}

function messageOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is missing'
      if (value === null) return `is empty; it must be ${typeName(issue.expected)}`
      return `must be ${typeName(issue.expected)}`
    case 'invalid_value':
      return value === undefined ? 'is missing' : choice(issue.values.map(String), value)
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at least ${issue.minimum}`
        : 'must not be empty'
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'invalid_format':
    case 'custom':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
      return issue.message
  }
}

function choice(values: readonly string[], value: unknown): string {
  const guess = typeof value === 'string' ? nearest(value, values) : undefined
  const question = guess === undefined ? '' : `; did you mean ${guess}?`
  return `must be one of ${values.join(', ')}${question}`
}

function typeName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a text (write it in quotes)',
    boolean: 'true or false',
    object: 'a section with keys of its own',
    array: 'a list',
  }
  return names[expected] ?? expected
}

function renderPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part + 1}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, part) =>
      typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined,
    value,
  )
}
