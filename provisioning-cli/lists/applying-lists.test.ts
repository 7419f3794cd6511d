/** Lists brought to a school that is there already: what they add, what they remove, and whom they leave alone. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { schoolId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Roster } from '@lyceum/core/school/roster.ts'
import { apply, fakeEngine, planRoster, type TestEngine } from '@lyceum/core/testing/engine.ts'
import { readFiles } from '../roster/testing/memory-source.ts'
import { makeWorkbook } from '../roster/testing/workbook.ts'

const exported = {
  info: { id: 'S1', name: 'Школа № 1', language: 'ru', timeZone: 'Europe/Moscow' },
  classes: [
    { id: 'C1', label: '1А' },
    { id: 'C2', label: '1Б' },
  ],
  people: [
    { id: 'd', familyName: 'Пак', givenName: 'Олег' },
    { id: 'p1', familyName: 'Ким', givenName: 'Юрий' },
    { id: 'p2', familyName: 'Цой', givenName: 'Яна' },
  ],
  staff: [{ person: 'd', role: 'administrator', subjects: [] }],
  places: [
    { person: 'p1', class: 'C1', role: 'pupil', subjects: [] },
    { person: 'p2', class: 'C2', role: 'pupil', subjects: [] },
  ],
  guardianships: [],
  committee: [],
} as unknown as School

let engine: TestEngine<FakeHomeserver>

beforeEach(async () => {
  engine = await fakeEngine()
  await apply(engine, await planRoster(engine, exported, { source: 'oneroster' }))
})
afterEach(() => engine.store.close())

function stored(): Promise<School | undefined> {
  return engine.store.schools.load(schoolId('S1'))
}

async function read(name: string, content: string | Buffer): Promise<Roster> {
  const school = await stored()
  const given = { id: 'S1', name: 'Школа № 1', ...(school === undefined ? {} : { stored: school }) }
  const roster = await readFiles(
    'file',
    { [name]: content },
    { timeZone: 'Asia/Omsk', school: given },
  )
  expect(roster.problems.filter((problem) => problem.severity === 'error')).toEqual([])
  return roster
}

async function plan({ schools, scopes }: Roster) {
  const [school] = schools
  if (school === undefined) throw new Error('There is no school in the list')
  const scope = scopes?.get(school.info.id)
  return planRoster(engine, school, { source: 'list', ...(scope === undefined ? {} : { scope }) })
}

const header = ['ФИО', 'Класс', 'Мать']
const list = (...rows: readonly (readonly string[])[]) =>
  makeWorkbook([{ name: 'Лист1', rows: [header, ...rows] }])

const first = list(['Ким Юрий', '1А', 'Ким Анна'], ['Ли Вера', '1А', 'Ли Нина'])

test('a list adds to the class of the export, and planning it again finds nothing to do', async () => {
  await apply(engine, await plan(await read('1А.xlsx', first)))
  const school = await stored()
  expect(school?.classes).toEqual(exported.classes)
  expect(school?.info).toEqual(exported.info)
  expect(school?.people.map((one) => one.familyName).toSorted()).toEqual(
    ['Ким', 'Ким', 'Ли', 'Ли', 'Пак', 'Цой'].toSorted(),
  )
  const again = await plan(await read('1А.xlsx', first))
  expect([again.changes, again.actions]).toEqual([[], []])
})

test('who is missing from a later list of the class leaves it, if a list brought them', async () => {
  await apply(engine, await plan(await read('1А.xlsx', first)))
  await apply(engine, await plan(await read('1А.xlsx', list(['Ким Юрий', '1А', 'Ким Анна']))))
  const school = await stored()
  const pupils = school?.places.filter((place) => place.class === 'C1')
  expect(pupils?.map((place) => place.person)).toEqual(['p1'])
  expect(school?.guardianships.map((pair) => pair.child)).toEqual(['p1'])
})

test('a list of one class removes nobody of another class, of the staff or of the export', async () => {
  await apply(engine, await plan(await read('1А.xlsx', first)))
  const before = await stored()
  await apply(engine, await plan(await read('1Б.xlsx', list(['Хан Илья', '1Б', '']))))
  const after = await stored()
  for (const place of before?.places ?? []) expect(after?.places).toContainEqual(place)
  for (const pair of before?.guardianships ?? []) expect(after?.guardianships).toContainEqual(pair)
  expect(after?.staff).toEqual(before?.staff)
})
