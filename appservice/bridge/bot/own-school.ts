/** The schools of the one who asks, and what is named in them as people name it. */
import type { ClassId, SchoolId } from '@lyceum/core/school/ids.ts'
import type { Person, School } from '@lyceum/core/school/people.ts'
import type { SchoolStanding } from '@lyceum/core/school/policy/standing.ts'
import type { Asked, BotContext } from './command.ts'
import { fold } from './words.ts'

export interface OwnSchool {
  readonly here: SchoolStanding
  readonly school: School
}

export async function ownSchools(
  { engine }: Pick<BotContext, 'engine'>,
  { standing }: Pick<Asked, 'standing'>,
): Promise<readonly OwnSchool[]> {
  const loaded = await Promise.all(
    standing.schools.map(async (here) => {
      const school = await engine.store.schools.load(here.school)
      return school === undefined ? [] : [{ here, school }]
    }),
  )
  return loaded.flat()
}

export interface NamedClass {
  readonly school: School
  readonly id: ClassId
  readonly label: string
  /** What follows the class in the text. */
  readonly rest: string
}

/**
 * The class with whose label, or id, the text begins, among all of the person's schools; of several alike the first that
 * `isPreferred`. Latin letters that look like Cyrillic ones are the same: `5A` is `5А`.
 */
export function findClass(
  schools: readonly OwnSchool[],
  text: string,
  isPreferred: (school: SchoolId, cls: ClassId) => boolean = () => true,
): NamedClass | undefined {
  const words = text.split(' ').filter(Boolean)
  for (let count = Math.min(words.length, 4); count > 0; count -= 1) {
    const named = words.slice(0, count).join(' ')
    const found = schools.flatMap(({ school }) =>
      school.classes
        .filter(({ id, label }) => id === named || foldLabel(label) === foldLabel(named))
        .map(({ id, label }) => ({ school, id, label, rest: words.slice(count).join(' ') })),
    )
    const preferred = found.find(({ school, id }) => isPreferred(school.info.id, id))
    if (found.length > 0) return preferred ?? found[0]
  }
  return undefined
}

const lookalikes: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}

function foldLabel(label: string): string {
  return fold(label)
    .replaceAll(/[a-z]/g, (letter) => lookalikes[letter] ?? letter)
    .replaceAll(/[\s"«»“”'.-]/gu, '')
}

/** Each word of the text begins one of the person's names; `ё` is `е`. */
export function isNamed(person: Person, text: string): boolean {
  const wanted = fold(text).split(' ').filter(Boolean)
  const names = [person.familyName, person.givenName, person.middleName ?? ''].map(fold)
  return wanted.length > 0 && wanted.every((one) => names.some((name) => name.startsWith(one)))
}

/**
 * The text, and then with shorter words: Russian names change their ends (`написать Ивановой`). Ask with one after the
 * other until somebody is found.
 */
export function readings(text: string): readonly string[] {
  const cut = (letters: number) =>
    text
      .split(' ')
      .map((word) => {
        const isLong = /^\p{L}+$/u.test(word) && word.length - letters >= 3
        return isLong ? word.slice(0, word.length - letters) : word
      })
      .join(' ')
  return [...new Set([text, cut(1), cut(2)])]
}
