/** What a column of a list of people may be. */
export const fields = [
  'familyName',
  'givenName',
  'middleName',
  'fullName',
  'role',
  'class',
  'grade',
  'letter',
  'subjects',
  'classTeacher',
  'children',
  'parent',
  'id',
  'account',
  'school',
  'schoolId',
] as const
export type Field = (typeof fields)[number]

/**
 * What the columns are called, in Russian and English; the first name stands in messages. Compared by letters and
 * digits alone: `Ф.И.О.` is `фио`, `Кл. рук.` is `клрук`.
 */
export const spellings: Readonly<Record<Field, readonly [string, ...string[]]>> = {
  account: ['Matrix ID', 'matrix_id', 'Учётная запись Matrix', 'Логин Matrix', 'Matrix account'],
  familyName: ['Фамилия', 'Family name', 'Last name', 'Surname'],
  givenName: ['Имя', 'Given name', 'First name', 'Forename', 'Name'],
  middleName: ['Отчество', 'Отчество (при наличии)', 'Middle name', 'Patronymic'],
  fullName: [
    'ФИО',
    'Фамилия, имя, отчество',
    'Фамилия, имя',
    'Фамилия Имя Отчество (при наличии)',
    'Полное имя',
    'Full name',
    'Ученик',
    'Ученица',
    'Учащийся',
    'Обучающийся',
    'Учитель',
    'Педагог',
    'Преподаватель',
    'Сотрудник',
    'Pupil',
    'Student',
    'Teacher',
  ],
  role: [
    'Роль',
    'Роли',
    'Должность',
    'Должности',
    'Тип пользователя',
    'Role',
    'Roles',
    'Position',
    'Job title',
  ],
  class: [
    'Класс',
    'Классы',
    'Учебный класс',
    'Класс обучения',
    'Класс / группа',
    'Кл.',
    'Преподаёт в классах',
    'Class',
    'Classes',
    'Class name',
  ],
  grade: ['Параллель', 'Номер класса', 'Год обучения', 'Grade', 'Grade level', 'Year group'],
  letter: ['Литера', 'Литера класса', 'Буква', 'Буква класса', 'Letter', 'Section'],
  subjects: [
    'Предметы',
    'Предмет',
    'Дисциплина',
    'Дисциплины',
    'Предмет(ы)',
    'Преподаваемый предмет',
    'Преподаваемые предметы',
    'Учебный предмет',
    'Учебные предметы',
    'Subjects',
    'Subject',
  ],
  classTeacher: [
    'Классный руководитель',
    'Классное руководство',
    'Кл. руководитель',
    'Кл. руководство',
    'Кл. рук.',
    'Классный рук.',
    'Классн. рук.',
    'Class teacher',
    'Homeroom teacher',
    'Homeroom',
    'Form tutor',
  ],
  children: ['Ребёнок', 'Дети', 'id ребёнка', 'Child', 'Children', 'Child id'],
  parent: [
    'Родитель',
    'Родители',
    'Родитель ФИО',
    'Мать',
    'Отец',
    'Мама',
    'Папа',
    'Мать ФИО',
    'Отец ФИО',
    'Законный представитель',
    'Законные представители',
    'Родитель (законный представитель)',
    'Родители (законные представители)',
    'Представитель',
    'Опекун',
    'Parent',
    'Parents',
    'Guardian',
    'Guardians',
    'Parent / guardian',
    'Mother',
    'Father',
  ],
  id: ['id', 'ид', 'Код', 'Идентификатор', 'Person id', 'User id', 'Student id', 'uid', 'guid'],
  school: [
    'Школа',
    'Организация',
    'ОО',
    'Наименование ОО',
    'Образовательная организация',
    'School',
    'School name',
    'Organisation',
    'Organization',
  ],
  schoolId: ['id школы', 'Код школы', 'School id'],
}

/** Never imported, whatever a school keeps: the platform needs none of it, and what is not there cannot leak. */
const neverImported =
  /телефон|^тел$|^моб|сотов|phone|mobile|почт|email|майл|рожд|birth|^др$|^dob$|^возраст$|^age$|адрес|address|снилс|snils|паспорт|passport|полис|^пол$|^gender$|^sex$|^инн|граждан|национальн|свидетельств|льгот|инвалид|здоров|^овз|логин|login|username|парол|password/

/** Whose name, class or id it is: `ФИО учащегося`, `Student first name`. */
const owners = [
  [
    'pupil',
    'ученика|учащегося|обучающегося|воспитанника|учеников|учащихся|обучающихся|students|student|pupils|pupil',
  ],
  ['child', 'ребенка|детей|childs|child'],
  [
    'teacher',
    'учителя|педагога|преподавателя|сотрудника|работника|педагогическогоработника|teachers|teacher|staff|employee',
  ],
  [
    'parent',
    'родителязаконногопредставителя|законногопредставителя|представителя|родителя|родителей|матери|отца|мамы|папы|опекуна|parents|parent|guardians|guardian|mothers|mother|fathers|father',
  ],
] as const

type Owner = (typeof owners)[number][0]

export interface Recognised {
  readonly field?: Field
  /** Also for what is no field. */
  readonly owner?: Owner
  /** `never`: known, and never imported. `number`: the line's own number. */
  readonly left?: 'never' | 'number'
}

/** Letters and digits, without case; ё is е. */
export function headerKey(header: string): string {
  return header
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const byKey = new Map(
  fields.flatMap((field) => spellings[field].map((name) => [headerKey(name), field] as const)),
)

const lineNumbers = new Set([
  '',
  'пп',
  'нпп',
  'номерпп',
  'порядковыйномер',
  'номер',
  'n',
  'no',
  'nn',
  'nпп',
])

const ownWords: ReadonlyMap<string, Owner> = new Map(
  (
    [
      ['pupil', 'Ученик,Ученица,Учащийся,Обучающийся,Pupil,Student'],
      ['teacher', 'Учитель,Педагог,Преподаватель,Сотрудник,Teacher'],
    ] as const
  ).flatMap(([owner, words]) => words.split(',').map((word) => [headerKey(word), owner] as const)),
)

export function recogniseHeader(header: string): Recognised {
  const key = headerKey(header).replace(/(?<=\p{L})\d$/u, '')
  if (lineNumbers.has(key)) return { left: 'number' }
  const field = byKey.get(key)
  if (field !== undefined) {
    const owner = ownWords.get(key)
    return { field, ...(owner === undefined ? {} : { owner }) }
  }
  if (neverImported.test(key)) return { left: 'never' }
  for (const [owner, words] of owners) {
    for (const word of words.split('|')) {
      const rest = withoutWord(key, word)
      const owned = rest === undefined ? undefined : byKey.get(rest)
      if (owned !== undefined) return ownedField(owner, owned, rest === 'name')
    }
  }
  return {}
}

/** At the beginning or the end; undefined where it does not stand there. */
function withoutWord(key: string, word: string): string | undefined {
  if (key.startsWith(word)) return key.slice(word.length)
  return key.endsWith(word) ? key.slice(0, -word.length) : undefined
}

function ownedField(owner: Owner, field: Field, isName: boolean): Recognised {
  const isWholeName = field === 'fullName' || isName
  if (owner === 'parent') return isWholeName ? { field: 'parent', owner } : { owner }
  if (owner === 'child' && field === 'id') return { field: 'children', owner }
  return { field: isWholeName ? 'fullName' : field, owner }
}

/** `1А`, `10 "Б"`, `5-в класс`: what a class may be called where nothing says that it is one. */
export function isClassLabel(text: string): boolean {
  return /^\d{1,2}\s*[-–]?\s*["«]?\p{L}?["»]?(?:\s*(?:класс|кл\.?))?$/u.test(text.trim())
}
