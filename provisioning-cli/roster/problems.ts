/**
 * Collects everything that is wrong with a roster, so that an administrator mends a file once and not a hundred times.
 * A set with half a million bad rows must not fill the memory or the screen: what is kept is capped, the rest counted.
 */
import type { RosterProblem } from '@lyceum/core/school/roster.ts'

const shownProblems = 100
const keptRows = 10_000

/** A place in a file: `line` counts from 1, `column` is the header's name or the YAML key. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: string
}

export class Problems {
  readonly #errors: RosterProblem[] = []
  readonly #warnings: RosterProblem[] = []
  readonly #said = new Set<string>()
  readonly #rows = new Map<string, Map<number, string[]>>()
  #rowCount = 0
  errorCount = 0
  warningCount = 0
  /** Errors about something that is named and that no row tells of. */
  missingCount = 0

  /** By file and line what is wrong with the row; more than can be mended by hand is not kept. */
  get errorRows(): ReadonlyMap<string, ReadonlyMap<number, readonly string[]>> {
    return this.#rows
  }

  error(place: Place, message: string, hint?: string): void {
    this.errorCount += 1
    this.#noteRow(place, message)
    if (this.#errors.length < shownProblems) {
      this.#errors.push(problem('error', place, message, hint))
    }
  }

  missing(place: Place, message: string, hint?: string): void {
    this.missingCount += 1
    this.error(place, message, hint)
  }

  warning(place: Place, message: string, hint?: string): void {
    this.warningCount += 1
    if (this.#warnings.length < shownProblems) {
      this.#warnings.push(problem('warning', place, message, hint))
    }
  }

  /** For what holds of a whole file: the first row says it, the others are silent. `key` names the remark. */
  warnOnce(key: string, place: Place, message: string, hint?: string): void {
    if (this.once(key)) this.warning(place, message, hint)
  }

  /** True the first time it is asked for this key. */
  once(key: string): boolean {
    const isFirst = !this.#said.has(key)
    this.#said.add(key)
    return isFirst
  }

  #noteRow({ file, line, column }: Place, message: string): void {
    if (line === undefined || this.#rowCount >= keptRows) return
    const rows = this.#rows.get(file) ?? new Map<number, string[]>()
    this.#rows.set(file, rows)
    const said = rows.get(line) ?? []
    if (said.length === 0) this.#rowCount += 1
    rows.set(line, [...said, column === undefined ? message : `${column}: ${message}`])
  }

  /** Errors first, each kind in the order of files and lines; what did not fit is counted in a last entry about `source`. */
  list(source: string): readonly RosterProblem[] {
    const kept = [...this.#errors.toSorted(byPlace), ...this.#warnings.toSorted(byPlace)]
    const shown = kept.slice(0, shownProblems)
    const errors = this.errorCount - shown.filter((entry) => entry.severity === 'error').length
    const warnings = this.warningCount - (shown.length - (this.errorCount - errors))
    if (errors + warnings === 0) return shown
    const message = `Not shown here: ${errors} more errors and ${warnings} more warnings.`
    return [
      ...shown,
      problem(errors > 0 ? 'error' : 'warning', { file: source }, message, undefined),
    ]
  }
}

function problem(
  severity: RosterProblem['severity'],
  place: Place,
  message: string,
  hint: string | undefined,
): RosterProblem {
  return {
    severity,
    file: place.file,
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.column === undefined ? {} : { column: place.column }),
    message,
    ...(hint === undefined ? {} : { hint }),
  }
}

function byPlace(a: RosterProblem, b: RosterProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0)
}
