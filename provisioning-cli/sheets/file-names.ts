/** Names that every file system takes: Latin letters, digits, dashes. */
import type { Group } from './groups.ts'

const latin: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'j',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/**
 * `class-5A`, `staff`; where there are several schools with the school's id before it. Two classes of the same name
 * get their ids behind it.
 */
export function fileNames(groups: readonly Group[], severalSchools: boolean): readonly string[] {
  const plain = groups.map((group) => plainName(group, severalSchools))
  const counts = new Map<string, number>()
  for (const name of plain) {
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  }
  return plain.map((name, index) => {
    const cls = groups[index]?.class
    const isShared = (counts.get(name.toLowerCase()) ?? 0) > 1
    return isShared && cls !== undefined ? `${name}-${safe(cls)}` : name
  })
}

/** Of the paper of one person for a new password. */
export function resetFileName(person: string): string {
  return `password-${safe(person)}`
}

function plainName({ school, kind, class: cls, label }: Group, severalSchools: boolean): string {
  const prefix = severalSchools ? `${safe(school.info.id)}-` : ''
  if (kind !== 'class') return `${prefix}${kind}`
  const said = safe(label ?? '')
  return `${prefix}class-${said === '' ? safe(cls ?? '') : said}`
}

function safe(text: string): string {
  const letters = [...text.normalize('NFC')].map((letter) => {
    const found = latin[letter.toLowerCase()]
    if (found === undefined) return letter
    return letter === letter.toLowerCase() ? found : found.charAt(0).toUpperCase() + found.slice(1)
  })
  return letters
    .join('')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}
