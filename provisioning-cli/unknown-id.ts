/** What somebody names and nothing is called. Told in the language of the run; what is thrown below the commands is English. */
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Translate } from './i18n/texts.ts'

export class UnknownId extends LyceumError {
  readonly what: 'school' | 'class' | 'person'
  readonly id: string
  /** What may have been meant. */
  readonly near: string | undefined

  constructor(what: UnknownId['what'], id: string, near: string | undefined) {
    super(`unknown-${what}`, `There is no ${what} with the id ${id}.`)
    this.what = what
    this.id = id
    this.near = near
  }
}

/** Of an unknown id in the language of the run, of anything else as it was thrown. */
export function describeError(
  error: LyceumError,
  t: Translate,
): { readonly message: string; readonly hint: string | undefined } {
  if (!(error instanceof UnknownId)) return error
  const { what, id, near } = error
  const question = near === undefined ? '' : `${t('unknown.near', { near })} `
  return {
    message: t(`unknown.${what}`, { id }),
    hint: `${question}${t(`unknown.${what}.hint`)}`,
  }
}
