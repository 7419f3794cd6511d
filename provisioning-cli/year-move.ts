/** A year up as `class move` tells it, before and after. */
import type { YearMove } from '@lyceum/core/provision/classes.ts'
import type { Translate } from './i18n/texts.ts'
import { compareLabels } from './places.ts'

export function describeYearMove(
  { up, finished, unnumbered, leaving }: YearMove,
  t: Translate,
): readonly string[] {
  const byLabel = (a: { readonly label: string }, b: { readonly label: string }) =>
    compareLabels(a.label, b.label)
  return [
    ...up.toSorted(byLabel).map(({ id, before, label }) => `${before} -> ${label} (${id})`),
    ...finished
      .toSorted(byLabel)
      .map(({ id, label }) => t('class.move.finished', { id, name: label })),
    ...unnumbered
      .toSorted(byLabel)
      .map(({ id, label }) => t('class.move.unnumbered', { id, name: label })),
    ...(leaving.length === 0 ? [] : [t('class.move.leaving', { count: leaving.length })]),
  ]
}
