/** What the columns and roles of the simple CSV may be called, in Russian and English. Compared without case; ё is е. */
import { foldWord } from '../text.ts'

export const columns = [
  'familyName',
  'givenName',
  'role',
  'middleName',
  'class',
  'subjects',
  'classTeacher',
  'children',
  'id',
  'school',
  'schoolId',
] as const
export type Column = (typeof columns)[number]

export const spellings: Readonly<Record<Column, readonly [string, ...string[]]>> = {
  familyName: ['Фамилия', 'Family name', 'Last name', 'Surname', 'familyName', 'lastName'],
  givenName: ['Имя', 'Given name', 'First name', 'givenName', 'firstName', 'Name'],
  middleName: ['Отчество', 'Middle name', 'Patronymic', 'middleName'],
  role: ['Роль', 'Role', 'Роли', 'Roles'],
  class: ['Класс', 'Class', 'Классы', 'Classes'],
  subjects: ['Предметы', 'Предмет', 'Subjects', 'Subject'],
  classTeacher: [
    'Классный руководитель',
    'Классное руководство',
    'Class teacher',
    'Homeroom',
    'classTeacher',
  ],
  children: ['Ребёнок', 'Дети', 'Child', 'Children', 'Child id', 'id ребёнка'],
  id: ['id', 'ид', 'Код', 'Идентификатор'],
  school: ['Школа', 'School', 'Организация', 'Organisation'],
  schoolId: ['id школы', 'School id', 'schoolId', 'Код школы'],
}

export type SimpleRole = 'administrator' | 'teacher' | 'pupil' | 'parent'

const roleWords: Readonly<Record<SimpleRole, string>> = {
  administrator:
    'администратор,директор,завуч,заместитель директора,зам. директора,administrator,admin,principal,head,deputy head',
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

export function isYes(word: string): boolean {
  return ['да', 'yes', 'true', '1', '+', 'x', 'х'].includes(foldWord(word))
}

export function isNo(word: string): boolean {
  return ['', 'нет', 'no', 'false', '0', '-', '–', '—'].includes(foldWord(word))
}
