/** What the roles of a list may be called, in Russian and English. Compared without case; ё is е. */
import { foldWord } from '../text.ts'

export type SimpleRole = 'administrator' | 'teacher' | 'pupil' | 'parent'

const roleWords: Readonly<Record<SimpleRole, string>> = {
  administrator:
    'администратор,директор,директор школы,завуч,заместитель директора,зам. директора,заместитель директора по увр,заместитель директора по вр,зам. директора по увр,зам. директора по вр,administrator,admin,principal,head,deputy head',
  teacher: 'учитель,учительница,преподаватель,педагог,классный руководитель,teacher,class teacher',
  pupil: 'ученик,ученица,учащийся,учащаяся,обучающийся,обучающаяся,pupil,student',
  parent:
    'родитель,мать,отец,мама,папа,опекун,законный представитель,представитель,parent,guardian,mother,father',
}

const roles = new Map(
  Object.entries(roleWords).flatMap(([role, words]) =>
    words.split(',').map((word) => [foldWord(word), role as SimpleRole] as const),
  ),
)

export function roleOf(word: string): SimpleRole | undefined {
  return roles.get(foldWord(word))
}

/** `учитель математики`, `teacher of music`: more than the word, and what more is not known. */
export function isKindOfTeacher(word: string): boolean {
  return /^(учитель|преподаватель|teacher)[\s-]/.test(foldWord(word))
}

const lists: readonly (readonly [SimpleRole, RegExp])[] = [
  ['pupil', /учени|учащ|обучающ|pupil|student/],
  ['parent', /родител|parent|guardian/],
  ['administrator', /^администрация|administrators/],
  ['teacher', /учител|педагог|преподавател|teacher/],
]

/** Who is in a list of this name: of a sheet or a file. Undefined also when it names several. */
export function roleOfList(name: string): SimpleRole | undefined {
  const word = foldWord(name)
  const found = lists.filter(([, pattern]) => pattern.test(word))
  return found.length === 1 ? found[0]?.[0] : undefined
}

export function isYes(word: string): boolean {
  return ['да', 'yes', 'true', '1', '+', 'x', 'х'].includes(foldWord(word))
}

export function isNo(word: string): boolean {
  return ['', 'нет', 'no', 'false', '0', '-', '–', '—'].includes(foldWord(word))
}
