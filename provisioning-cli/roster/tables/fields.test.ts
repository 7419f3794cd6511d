import { describe, expect, test } from 'vitest'

import { isClassLabel, recogniseHeader } from './fields.ts'

describe('a header is known by what schools write', () => {
  test.each([
    ['Фамилия', 'familyName'],
    ['ФАМИЛИЯ *', 'familyName'],
    ['Фамилия обучающегося', 'familyName'],
    ['Last_name', 'familyName'],
    ['Student surname', 'familyName'],
    ['lastName', 'familyName'],
    ['Имя', 'givenName'],
    ['имя ученика:', 'givenName'],
    ['First  Name', 'givenName'],
    ['Отчество (при наличии)', 'middleName'],
    ['Patronymic', 'middleName'],
    ['ФИО', 'fullName'],
    ['Ф.И.О.', 'fullName'],
    ['Ф. И. О. учащегося', 'fullName'],
    ['Фамилия, имя, отчество', 'fullName'],
    ['Фамилия Имя Отчество', 'fullName'],
    ['Ученик', 'fullName'],
    ['ФИО педагога', 'fullName'],
    ['Student name', 'fullName'],
    ['Full name', 'fullName'],
    ['Класс', 'class'],
    ['Класс/группа', 'class'],
    ['Кл.', 'class'],
    ['Class', 'class'],
    ['Параллель', 'grade'],
    ['Grade level', 'grade'],
    ['Литера', 'letter'],
    ['Буква класса', 'letter'],
    ['Роль', 'role'],
    ['Должность', 'role'],
    ['Position', 'role'],
    ['Предмет(ы)', 'subjects'],
    ['Преподаваемые предметы', 'subjects'],
    ['Subjects', 'subjects'],
    ['Кл. руководитель', 'classTeacher'],
    ['Классный руководитель', 'classTeacher'],
    ['Homeroom', 'classTeacher'],
    ['Ребёнок', 'children'],
    ['id ребенка', 'children'],
    ['Родитель', 'parent'],
    ['Родитель 2', 'parent'],
    ['Родитель (законный представитель)', 'parent'],
    ['ФИО матери', 'parent'],
    ['Мать (ФИО)', 'parent'],
    ['Отец', 'parent'],
    ["Mother's name", 'parent'],
    ['Guardian', 'parent'],
    ['ID', 'id'],
    ['Школа', 'school'],
    ['Наименование ОО', 'school'],
    ['Код школы', 'schoolId'],
  ])('%s', (header, field) => {
    expect(recogniseHeader(header).field).toBe(field)
  })

  test.each([
    'Телефон',
    'Моб. телефон',
    'Телефон матери',
    'Phone',
    'E-mail',
    'Дата рождения',
    'Date of birth',
    'Адрес проживания',
    'СНИЛС',
    'Пол',
    'Пароль',
  ])('%s is never imported', (header) => {
    expect(recogniseHeader(header)).toEqual({ left: 'never' })
  })

  test.each(['№', '№ п/п', 'п/п', 'No.', ''])('%j is the number of the line', (header) => {
    expect(recogniseHeader(header)).toEqual({ left: 'number' })
  })

  test.each(['Питание', 'Фамилия матери', 'Кружок', 'Сидоров', '1А'])(
    '%s is not known',
    (header) => {
      expect(recogniseHeader(header).field).toBeUndefined()
    },
  )
})

test.each([
  ['1А', true],
  ['10 "Б"', true],
  ['5-в класс', true],
  ['11', true],
  ['Лист1', false],
  ['2026', false],
  ['Ученики', false],
])('%s may be a class: %s', (text, isLabel) => {
  expect(isClassLabel(text)).toBe(isLabel)
})
