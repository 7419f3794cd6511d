/** A roster's problems, told all at once, by file. */
import type { RosterProblem } from '@lyceum/core/school/roster.ts'
import type { Translate } from '../i18n/texts.ts'
import type { Output } from './output.ts'

export function hasErrors(problems: readonly RosterProblem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** `users.csv:17 [givenName] error: ...`, as editors and build servers understand it. */
export function describeProblem(problem: RosterProblem, t: Translate): readonly string[] {
  const { file, line, column, severity, message, hint } = problem
  const place = `${file}${line === undefined ? '' : `:${line}`}${column === undefined ? '' : ` [${column}]`}`
  const word = severity === 'error' ? t('output.error') : t('output.warning')
  return [`${place} ${word} ${message}`, ...(hint === undefined ? [] : [`    ${hint}`])]
}

/** On standard error; with JSON the document carries them. */
export function reportProblems(
  problems: readonly RosterProblem[],
  output: Output,
  t: Translate,
): void {
  if (output.asJson) return
  for (const problem of problems) {
    for (const line of describeProblem(problem, t)) output.complain(line)
  }
}
