/** Judges one value before it is written into a configuration: an answer that somebody has just typed. */
import { explainIssue } from './explain.ts'
import { ConfigFile } from './schema.ts'
import { parseSource } from './source.ts'

/** What is wrong with the value as `section.key` of config.yaml; undefined where nothing is. */
export function problemOfValue(
  path: readonly [string] | readonly [string, string] | readonly [string, string, string],
  value: string | number,
): string | undefined {
  const inner = path.toReversed().reduce<unknown>((rest, key) => ({ [key]: rest }), value)
  const text = JSON.stringify({ server_name: 'school.example.org', ...(inner as object) })
  const result = ConfigFile.safeParse(JSON.parse(text))
  if (result.success) return undefined
  const source = parseSource(text, { environment: {}, folder: '.' })
  return result.error.issues.flatMap((issue) => explainIssue(issue, source))[0]?.message
}
