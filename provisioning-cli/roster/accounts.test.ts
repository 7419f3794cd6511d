import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRoster } from './read.ts'

async function accountsOf(name: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-accounts-'))
  try {
    const file = join(folder, name)
    writeFileSync(file, text)
    const options = { timeZone: 'Europe/Moscow', school: { id: 'S1', name: 'School' } }
    const { schools, problems } = await readRoster(file, options)
    expect(problems.filter((one) => one.severity === 'error')).toEqual([])
    return schools.flatMap((school) => school.people.map((one) => one.account))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a column of a list names the account that a person has already', async () => {
  const text =
    'Фамилия;Имя;Роль;Класс;Matrix ID\nИванова;Анна;ученик;1А;@anna:a.example\nПетров;Пётр;ученик;1А;\n'
  expect(await accountsOf('list.csv', text)).toEqual(['@anna:a.example', undefined])
})

test('so does matrix_id in YAML', async () => {
  const text = `schools:
  - id: S1
    name: School
    classes: [{ id: C1, label: 1A }]
    people:
      - { id: P1, family_name: Smith, given_name: Anna, matrix_id: anna.smith, pupil_of: [C1] }
`
  expect(await accountsOf('school.yaml', text)).toEqual(['anna.smith'])
})
