/**
 * Which passwords are good enough. Length and a block list, no rules of composition (NIST SP 800-63B-4, 3.1.1.2). The
 * estimator brings dictionaries of several hundred kilobytes: a page loads this file only once a password is typed. The server
 * decides; the page shows the same judgement.
 *
 * People here type one keyboard layout while the other is on: `gfhjkm` is «пароль» and `йцукен` is `qwerty`. So a password is
 * judged as typed and as its keys would read in the other layout, and the weaker reading counts.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import { commonRussianPasswords } from './common-passwords.ts'
import { russianWords } from './words-ru.ts'

/** `common`: others have it, or it is easily guessed from a pattern, a name or the login. */
export type PasswordProblem = 'too-short' | 'too-long' | 'common'

export interface PasswordJudgement {
  readonly problem: PasswordProblem | undefined
  /** 0 to 4, for a meter. */
  readonly strength: 0 | 1 | 2 | 3 | 4
}

const passwordLength = { least: 8, always: 12, most: 128 } as const

/** Decimal logarithm of the guesses that a password must withstand: of `always` characters or more, and shorter. */
const guesses = { long: 8, short: 10 } as const

/** The estimate's time grows with the square of the length; what comes after this many characters only adds to it. */
const judgedCharacters = 40

const estimator = new ZxcvbnFactory({
  dictionary: {
    ...common.dictionary,
    'passwords-ru': [...commonRussianPasswords],
    'words-ru': [...russianWords],
  },
  graphs: common.adjacencyGraphs,
})

/** `about`: what others know of the person (login, names): a password made of these is `common`. */
export function checkPassword(password: string, about: readonly string[] = []): PasswordJudgement {
  const length = [...password].length
  const judged = [...password].slice(0, judgedCharacters).join('')
  const known = about.filter((text) => text !== '')
  const readings = [judged, otherLayout(judged)].map((text) => estimator.check(text, known))
  const weakest = Math.min(...readings.map((reading) => reading.guessesLog10))
  const problem = problemOf(length, weakest)
  const score = Math.min(...readings.map((reading) => reading.score))
  return {
    problem,
    strength: meter(problem === undefined ? Math.max(score, 3) : Math.min(score, 2)),
  }
}

function problemOf(length: number, guessesLog10: number): PasswordProblem | undefined {
  if (length > passwordLength.most) return 'too-long'
  if (length >= passwordLength.always) return guessesLog10 < guesses.long ? 'common' : undefined
  if (length < passwordLength.least) return 'too-short'
  return guessesLog10 < guesses.short ? 'too-short' : undefined
}

function meter(score: number): PasswordJudgement['strength'] {
  return score <= 0 ? 0 : score === 1 ? 1 : score === 2 ? 2 : score === 3 ? 3 : 4
}

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const cyrillicKeys = 'йцукенгшщзхъфывапролджэячсмитьбюё'

function otherLayout(text: string): string {
  return [...text.toLowerCase()]
    .map((key) => {
      const cyrillic = cyrillicKeys.indexOf(key)
      if (cyrillic >= 0) return latinKeys[cyrillic]
      const latin = latinKeys.indexOf(key)
      return latin >= 0 ? cyrillicKeys[latin] : key
    })
    .join('')
}
