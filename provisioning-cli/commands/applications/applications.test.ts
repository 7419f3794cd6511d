import { afterEach, beforeEach, expect, test } from 'vitest'
import { classId, userId } from '@lyceum/core/school/ids.ts'
import { newApplication } from '@lyceum/core/testing/letting-in.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run } from '../../testing/run.ts'

const school = smallSchool()
const id = school.info.id
const at = '2026-09-01T08:00:00.000Z'

let lyceum: TestInstallation
const ids = new Map<string, string>()

async function applied(login: string, changes: Parameters<typeof newApplication>[2]) {
  const application = newApplication(id, userId(`@${login}:localhost`), changes)
  const added = await lyceum.withStore(({ applications }) => applications.add(application, at))
  if (added.state !== 'added') throw new Error(added.state)
  ids.set(login, added.application.id)
}

beforeEach(async () => {
  lyceum = await createInstallation(school)
  await applied('pupil', { class: classId('S1-C2') })
  await applied('teacher', {
    role: 'teacher',
    class: classId('S1-C1'),
    classes: [classId('S1-C2')],
    subjects: ['Химия', 'Биология'],
    name: { givenName: 'Анна', familyName: 'Орлова', middleName: 'Ильинична' },
  })
  await applied('parent', { role: 'parent', class: classId('S1-C1'), childName: 'Коля' })
})

afterEach(() => lyceum.remove())

const applications = (...args: readonly string[]) => run(['applications', ...args, ...lyceum.at])

async function decideInStore(login: string, state: 'accepted' | 'declined') {
  const decision = { state, by: 'operator', reason: 'Нет', person: undefined }
  await lyceum.withStore((store) => store.applications.decide(ids.get(login) ?? '', decision, at))
}

test('applications are listed with all that decides them, those that wait first', async () => {
  await decideInStore('parent', 'declined')
  const { code, stdout } = await applications('list', '--json')
  const rows = (JSON.parse(stdout) as { applications: Record<string, unknown>[] }).applications
  expect([code, rows.map((row) => row['state'])]).toEqual([0, ['waiting', 'waiting', 'declined']])
  expect(rows.find((row) => row['id'] === ids.get('teacher'))).toEqual({
    id: ids.get('teacher'),
    kind: 'join',
    state: 'waiting',
    school: 'S1',
    school_name: 'Школа S1',
    class: 'S1-C1',
    class_name: '1А',
    classes: [{ id: 'S1-C2', name: '2А' }],
    role: 'teacher',
    subjects: ['Химия', 'Биология'],
    chat: null,
    full_name: 'Орлова Анна Ильинична',
    child_name: null,
    child: null,
    proposed: null,
    user_id: '@teacher:localhost',
    created_at: at,
    decided_at: null,
    decided_by: null,
    reason: null,
    problem: null,
  })
})

test('the list is narrowed by state, class and school, and says what is missing', async () => {
  const of = async (...args: string[]) => {
    const { applications: rows } = json(await applications('list', '--json', ...args))
    return (rows as unknown as { user_id: string }[]).map((row) => row.user_id).toSorted()
  }
  expect(await of('--class', 'S1-C2')).toEqual(['@pupil:localhost', '@teacher:localhost'])
  expect(await of('--state', 'accepted')).toEqual([])
  const text = await applications('list')
  expect(text.stdout).toContain('Орлова Анна Ильинична  teacher  1А, 2А  Химия, Биология  waiting')
  expect(text.stderr).toContain(`applications accept ${ids.get('parent')} --child PERSON`)
  const unknown = await applications('list', '--class', '1А')
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('S1-C1')])
  expect((await applications('list', '--school', 'S9')).code).toBe(1)
})

test('an application that is not there is told before anything is decided or started', async () => {
  const { code, stderr } = await applications('accept', ids.get('pupil') ?? '', 'nothing')
  expect([code, stderr]).toEqual([1, expect.stringContaining('There is no application nothing')])
  expect(stderr).toContain('lyceum applications list')
})

test('who the applicant is is said of one at a time', async () => {
  const all = [...ids.values()]
  const { code, stderr } = await applications('accept', ...all, '--child', 'S1-P1-1')
  expect([code, stderr]).toEqual([64, expect.stringContaining('one application at a time')])
})

test('declining asks, without a terminal it needs --yes', async () => {
  const decline = ['decline', ids.get('pupil') ?? '']
  expect((await applications(...decline)).stderr).toContain('--yes')
  const asked = await run(['applications', ...decline, ...lyceum.at], { answers: ['n'] })
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('Nothing was decided')])
  const { applications: rows } = json(await applications('list', '--json', '--state', 'declined'))
  expect(rows).toEqual([])
})

test('what is to be corrected must be there, and something must be', async () => {
  const pupil = ids.get('pupil') ?? ''
  expect((await applications('edit', pupil)).code).toBe(64)
  expect((await applications('edit', pupil, '--name', 'Пётр')).code).toBe(64)
  const unknown = await applications('edit', pupil, '--class', '2А')
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('S1-C2')])
  expect((await applications('edit', 'nothing', '--class', 'S1-C1')).code).toBe(1)
})

test('status tells how many wait', async () => {
  const status = await run(['status', ...lyceum.at])
  expect([status.code, status.stderr]).toEqual([0, expect.stringContaining('3 applications wait')])
  const { schools } = json(await run(['status', '--json', ...lyceum.at]))
  expect(schools).toMatchObject([{ applications_waiting: 3 }])
})
