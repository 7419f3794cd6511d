/**
 * Ids for files that give none: the same words give the same id on every machine and in every run, so a file that is
 * exported again names the same people. Spelling that changes from export to export (capitals, ё) does not count.
 */
import { createHash } from 'node:crypto'

import { foldWord } from '../text.ts'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 16

export function makeId(prefix: 'school' | 'class' | 'person', ...words: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([prefix, ...words.map(foldWord)]))
    .digest()
  const made = [...digest.subarray(0, length)].map((byte) => letters[byte % letters.length])
  return `${prefix}-${made.join('')}`
}
