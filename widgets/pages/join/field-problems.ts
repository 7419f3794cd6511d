import type { TFunction } from 'i18next'
import { en } from '../../i18n/en.ts'

/** `login-` or `password-` and the reason that the server gives; one not known here is said in general. */
export type FieldProblem = `${'login' | 'password'}-${string}`

export function fieldMessage(t: TFunction, problem: FieldProblem): string {
  return isKnown(problem) ? t(`field.${problem}`) : t('problem.summary')
}

function isKnown(problem: string): problem is keyof typeof en.field {
  return Object.hasOwn(en.field, problem)
}
