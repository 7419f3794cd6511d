import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diffSchool } from '@lyceum/core/school/diff-school.ts'
import { personId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import { readRoster } from '../../roster/read.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run, type RunResult } from '../../testing/run.ts'

const school = smallSchool()
const at = '2026-10-01T00:00:00.000Z'
let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(school)
})

afterEach(() => lyceum.remove())

function command(...argv: readonly string[]): Promise<RunResult> {
  return run(['school', ...argv, ...lyceum.at], { cwd: lyceum.folder })
}

/** What applying the file would change in the stored school. */
async function changesBy(file: string): Promise<readonly { readonly kind: string }[]> {
  const { schools, source, problems } = await readRoster(join(lyceum.folder, file), {
    timeZone: 'UTC',
  })
  expect([source, problems.filter((one) => one.severity === 'error')]).toEqual(['roster', []])
  const [roster] = schools
  if (roster === undefined) throw new Error('no school')
  const { id } = school.info
  return lyceum.withStore(async (store) => {
    const stored = await store.schools.load(id, 'roster')
    const all = (await store.schools.load(id)) as School
    return diffSchool({ stored, all, roster, archived: await store.schools.archivedClasses(id) })
  })
}

test('schools are listed and shown with their classes and who brought them', async () => {
  const listed = json(await command('list', '--json'))['schools']
  const row = { school: 'S1', school_name: 'Школа S1', people: { pupil: 4, parent: 4 } }
  expect(listed).toMatchObject([{ ...row, sources: ['roster'] }])
  const shown = json(await command('show', '--json'))['school']
  expect(shown).toMatchObject({
    ...row,
    classes: [
      { class: 'S1-C1', class_name: '1А', pupils: 2, teachers: 2 },
      { class: 'S1-C2', class_name: '2А', pupils: 2, teachers: 2 },
    ],
  })
  expect((await command('show')).stdout).toContain('1А')
  expect((await command('list')).stdout).toContain('Школа S1')
  expect((await command('show', 'S9')).code).toBe(1)
})

test('an exported school is for its owner alone and changes nothing when applied', async () => {
  expect((await command('export', '--out', 'school.yaml')).code).toBe(0)
  expect(statSync(join(lyceum.folder, 'school.yaml')).mode & 0o777).toBe(0o600)
  expect(await changesBy('school.yaml')).toEqual([])
  const { stdout } = await command('export')
  expect(stdout).toBe(readFileSync(join(lyceum.folder, 'school.yaml'), 'utf8'))
})

test('going back removes and restores what the roster did since, and leaves alone what the console did', async () => {
  await command('export', '--out', 'school.yaml')
  const gone = pupilId('S1', 1, 1)
  const stays = personId('made-by-hand')
  await lyceum.withStore(async ({ schools }) => {
    const person = { givenName: 'Новый', familyName: 'Человек' }
    const changed: School = {
      ...school,
      people: [
        ...school.people.filter(({ id }) => id !== gone),
        { ...person, id: personId('came-later') },
      ],
      places: school.places.filter((place) => place.person !== gone),
      guardianships: school.guardianships.filter(({ child }) => child !== gone),
      staff: [...school.staff, { person: personId('came-later'), role: 'teacher', subjects: [] }],
    }
    const changes = diffSchool({ stored: school, roster: changed, archived: [] })
    await schools.change(school.info.id, 'roster', changes, at)
    const added = { kind: 'add-person', person: { ...person, id: stays } } as const
    await schools.change(school.info.id, 'console', [added], at)
  })
  const kinds = (await changesBy('school.yaml')).map(({ kind }) => kind)
  expect(kinds.toSorted()).toEqual([
    'add-class-place',
    'add-guardianship',
    'add-person',
    'remove-person',
    'remove-staff-place',
  ])
})

test('where several sources brought a school the export asks for one, and says what is not in it', async () => {
  await lyceum.withStore(async ({ schools }) => {
    const person = { id: personId('P'), givenName: 'Новый', familyName: 'Человек' }
    await schools.change(school.info.id, 'console', [{ kind: 'add-person', person }], at)
  })
  expect((await command('export')).stderr).toContain('console')
  await lyceum.withStore(async ({ schools }) => {
    const person = { id: personId('Q'), givenName: 'Другой', familyName: 'Человек' }
    await schools.change(school.info.id, 'list', [{ kind: 'add-person', person }], at)
  })
  const asked = await command('export')
  expect([asked.code, asked.stderr]).toEqual([64, expect.stringContaining('--source roster')])
  const listed = await command('export', '--source', 'list')
  expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining('source: list')])
  expect((await command('export', '--source', 'lst')).code).toBe(64)
})
