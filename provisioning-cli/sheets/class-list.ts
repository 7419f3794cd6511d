import type { PaperTexts } from './paper-texts.ts'

/** A teacher may have a class in every grade; the first few are enough to notice a mistake. */
const most = 5

/** Undefined for who belongs to no class. */
export function classList(labels: readonly string[], texts: PaperTexts): string | undefined {
  if (labels.length === 0) return undefined
  if (labels.length <= most) return labels.join(', ')
  const shown = labels.slice(0, most - 1)
  return `${shown.join(', ')} ${texts.moreClasses(labels.length - shown.length)}`
}
