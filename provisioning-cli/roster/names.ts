import type { Place, Problems } from './problems.ts'
import { cleanText } from './text.ts'

/** A name as it will be shown. Messages say where, never who. */
export function readName(raw: string, place: Place, problems: Problems): string {
  const { text, changed } = cleanText(raw)
  if (changed) {
    problems.warning(place, 'Invisible or direction-changing characters were taken out of a name.')
  }
  if (text === '' && raw !== '') {
    problems.error(place, 'The name has no visible character.')
  } else if (text.length > 255) {
    problems.error(place, 'The name is longer than 255 characters.', 'Are columns shifted?')
  }
  return text
}
