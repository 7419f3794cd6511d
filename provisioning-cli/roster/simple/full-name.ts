/** A whole name in one cell taken apart, and what was guessed about it told. */
import {
  splitFullName as split,
  type NameDoubt,
  type NameParts,
} from '@lyceum/core/school/full-name.ts'
import type { Place, Problems } from '../problems.ts'

const ownColumns = 'Make columns of their own'

/** Undefined, with the problem told, when it is one word only. */
export function splitFullName(
  raw: string,
  place: Place,
  problems: Problems,
): NameParts | undefined {
  const found = split(raw)
  if (found === undefined) {
    const message = 'The name is one word: family name and given name are needed.'
    problems.error(place, message, 'Write both, or make columns of their own for them.')
    return undefined
  }
  if (found.doubt !== undefined) tellDoubt(found.doubt, place, problems)
  return found.parts
}

function tellDoubt(doubt: NameDoubt, place: Place, problems: Problems): void {
  switch (doubt) {
    case 'two-words': {
      const message = 'Names of two words are taken as family name and given name.'
      const key = `two words ${place.file}`
      return problems.warnOnce(key, place, message, `${ownColumns} if that is not right.`)
    }
    case 'latin': {
      const message = 'Names in one cell are taken as given name first, family name last.'
      const key = `latin ${place.file}`
      return problems.warnOnce(key, place, message, `${ownColumns} if that is not right.`)
    }
    case 'middle-second':
      return problems.warning(
        place,
        'The middle name stands second: the last word is taken as family name.',
      )
    case 'many-words': {
      const message = 'The name has more than three words; the second one is taken as given name.'
      return problems.warning(place, message, `${ownColumns} for the parts of the name.`)
    }
  }
}
