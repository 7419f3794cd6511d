import { exitCodes, LyceumError } from '../errors.ts'

/** One thing wrong in the configuration. Lines and columns count from 1; values are never quoted, they may be secrets. */
export interface ConfigProblem {
  readonly line?: number
  readonly column?: number
  /** `homeserver.url`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
}

/** One error that lists them all, by their place in the file: `config.yaml:12:5 homeserver.url: ...`. */
export function badConfig(file: string, problems: readonly ConfigProblem[]): LyceumError {
  const sorted = problems.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
  const lines = sorted.map((problem) => `  ${renderProblem(file, problem)}`)
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return new LyceumError('bad-config', `The configuration has ${count}:\n${lines.join('\n')}`, {
    hint: 'config.example.yaml describes every key and its default.',
    exitCode: exitCodes.badInput,
  })
}

function renderProblem(file: string, { line, column, path, message }: ConfigProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`
}
