/**
 * Values from outside the file: `${VAR}`, `${VAR:-default}` and `${file:PATH}` (the file's text without the line break
 * at its end). `$${` stands for `${`.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Outside {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Relative paths count from here. */
  readonly folder: string
}

/** Calls `report` for everything that is not there; what it stands for is then empty. */
export function substitute(
  text: string,
  outside: Outside,
  report: (message: string) => void,
): string {
  return text.replace(
    /\$(\$\{)|\$\{([^}]*)\}/g,
    (_, escaped: string | undefined, inner: string) => {
      if (escaped !== undefined) return escaped
      if (inner.startsWith('file:')) return fileText(inner.slice(5), outside, report)
      return variable(inner, outside, report)
    },
  )
}

function variable(inner: string, outside: Outside, report: (message: string) => void): string {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(inner)
  const [, name = '', fallback] = match ?? []
  if (match === null) {
    report('is not a substitution; write ${VAR}, ${VAR:-default} or ${file:PATH}')
    return ''
  }
  const value = outside.environment[name]
  // As in a shell, `:-` stands in for an empty variable too.
  if (fallback !== undefined) return value === undefined || value === '' ? fallback : value
  if (value === undefined) {
    report(`the environment has no ${name}; set it, or write \${${name}:-default}`)
  }
  return value ?? ''
}

function fileText(path: string, outside: Outside, report: (message: string) => void): string {
  try {
    return readFileSync(resolve(outside.folder, path), 'utf8').replace(/\r?\n$/, '')
  } catch {
    report(`the file ${path} cannot be read`)
    return ''
  }
}
