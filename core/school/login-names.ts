/**
 * Login names: what people type to sign in, and the localpart of their Matrix id. The id outlives an erasure and is seen by
 * everybody they write to, so a suggested one tells no more than the given name.
 */
import type { Person } from './people.ts'

export type LoginProblem =
  | 'too-short'
  | 'too-long'
  | 'upper-case'
  | 'not-allowed-characters'
  | 'starts-with-underscore'
  | 'only-digits'
  | 'reserved'

/** Whoever has one of these, with figures or signs around it or not, is taken for the school's or the server's voice. */
const official = new Set(
  `
  admin administraciya administracija administrator administratsiya direktor moderator podderzhka postmaster root
  school security shkola sistema support sysadmin system webmaster zavuch
`
    .trim()
    .split(/\s+/),
)

const shortest = 3
const longest = 32
const longestSuggestedName = 20

/** Latin letters for Cyrillic ones, those of Russia's and its neighbours' languages too; each may be several or none. */
const latin: ReadonlyMap<string, string> = new Map(
  `
  а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh
  ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u ә=a ө=o ү=u ұ=u җ=zh ң=n һ=h
  қ=k ғ=g ҳ=h ҷ=ch ӣ=i ӯ=u ҡ=k ҫ=s ß=ss æ=ae ø=o ł=l đ=d ð=d þ=th œ=oe ı=i ə=a
`
    .trim()
    .split(/\s+/)
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)]),
)

/** Letters of other scripts and signs are dropped; spaces and hyphens become one hyphen. */
export function transliterate(text: string): string {
  const letters = [...text.toLowerCase().normalize('NFC')].map(
    (letter) => latin.get(letter) ?? letter.normalize('NFD').replace(/\p{M}/gu, ''),
  )
  return letters
    .join('')
    .replace(/[\s\p{Pd}]+/gu, '-')
    .replace(/[^a-z-]/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
}

/**
 * What is wrong with a login, by the grammar of Matrix localparts (Matrix 1.15, appendices 4.2.1) and narrower: 3 to 32
 * characters, no slash, which would be part of an address, none that would name a bot, the service or an office. Synapse
 * keeps numbers for guests.
 */
export function checkLogin(
  login: string,
  reserved: readonly string[] = [],
): LoginProblem | undefined {
  if (login !== login.toLowerCase()) return 'upper-case'
  if (login.startsWith('_')) return 'starts-with-underscore'
  if (!/^[a-z0-9._-]*$/.test(login)) return 'not-allowed-characters'
  if (login.length < shortest) return 'too-short'
  if (login.length > longest) return 'too-long'
  if (/^\d+$/.test(login)) return 'only-digits'
  return isOfficial(login) || reserved.includes(login) ? 'reserved' : undefined
}

/** Names beginning with `lyceum` are those of the service's own accounts, some of which it closes by itself. */
function isOfficial(login: string): boolean {
  return login.split(/[^a-z]+/).some((word) => word.startsWith('lyceum') || official.has(word))
}

export interface Suggesting {
  readonly count: number
  readonly isTaken: (login: string) => boolean | Promise<boolean>
  /** A random whole number, at least 0 and below `limit`. */
  readonly random: (limit: number) => number
}

/** Free logins for a person, made of the given name and four digits, six once those were taken; fewer than asked for when chance will not have it. */
export async function suggestLogins(
  person: Pick<Person, 'givenName'>,
  { count, isTaken, random }: Suggesting,
): Promise<readonly string[]> {
  const name = transliterate(person.givenName).slice(0, longestSuggestedName).replace(/-$/, '')
  const stem = name.length < shortest || isOfficial(name) ? 'login' : name
  const free = new Set<string>()
  for (let tries = 0; free.size < count && tries < count * 6; tries++) {
    const login = stem + digits(tries < 2 * count ? 4 : 6, random)
    if (!free.has(login) && !(await isTaken(login))) free.add(login)
  }
  return [...free]
}

/** Beginning with 21 to 99, so that nobody takes them for a year of birth. */
function digits(length: number, random: (limit: number) => number): string {
  const tail = 10 ** (length - 2)
  return String(21 * tail + random(79 * tail))
}
