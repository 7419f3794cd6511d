/** Prints config.example.yaml from the schema: every key with its description, and its default as a comment. */
import { Document, isPair, isScalar, visit } from 'yaml'
import { z } from 'zod'
import { ConfigFile } from './schema.ts'
import { innerSchema } from './schema-keys.ts'

const width = 100

const head = `Lyceum's configuration. Copy it to config.yaml and change what is needed. Behind "#" and a space stands text;
behind "#" alone stands a key with its default (or, where there is none, an example): take the "#" away to set it.
Values may come from outside the file: \${VAR}, \${VAR:-default}, \${file:PATH}. Paths count from the folder of the file.`

export function renderExampleConfig(): string {
  const keys = Object.entries(ConfigFile.shape)
  const parts = keys.map(([key, schema]) => renderKey(key, schema, ''))
  return `${[comment(head, ''), ...parts].join('\n')}`
}

function renderKey(key: string, schema: z.core.$ZodType, indent: string): string {
  const description = comment(z.globalRegistry.get(schema)?.description ?? '', indent)
  const inner = innerSchema(schema)
  if (inner instanceof z.ZodObject && schema instanceof z.ZodPrefault) {
    const keys = Object.entries(inner.shape).map(([name, part]) =>
      renderKey(name, part, `${indent}  `),
    )
    return `${description}${indent}${key}:\n${keys.join('\n')}`
  }
  const { value, required } = shownValue(schema, inner)
  const marked = renderValue(key, value)
    .split('\n')
    .map((line) => `${indent}${required ? '' : '#'}${line}\n`)
  return `${description}${marked.join('')}`
}

/** The default; for a key without one the example that its schema carries. */
function shownValue(schema: z.core.$ZodType, inner: z.core.$ZodType) {
  if (schema instanceof z.ZodDefault) return { value: schema.def.defaultValue, required: false }
  const examples = z.globalRegistry.get(schema)?.examples ?? z.globalRegistry.get(inner)?.examples
  const value = Array.isArray(examples) ? (examples[0] as unknown) : undefined
  return { value, required: !(schema instanceof z.ZodOptional) }
}

/** Lists and maps of plain values on one line: a room's rule is then five lines long. */
function renderValue(key: string, value: unknown): string {
  const document = new Document({ [key]: value })
  visit(document, {
    Collection(_, node) {
      const plain = node.items.every((item) => isScalar(isPair(item) ? item.value : item))
      if (plain && node !== document.contents) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd()
}

function comment(text: string, indent: string): string {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    const joined = last === undefined ? undefined : `${last} ${word}`
    if (joined !== undefined && indent.length + 2 + joined.length <= width)
      lines.splice(-1, 1, joined)
    else lines.push(word)
  }
  return lines.map((line) => `${indent}# ${line}\n`).join('')
}
