import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { personId, userId } from '@lyceum/core/school/ids.ts'
import { newApplication } from '@lyceum/core/testing/letting-in.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { openReader } from '../../sheets/testing/reader.ts'
import { json, run, type RunResult } from '../../testing/run.ts'

const school = smallSchool()
const pupil = pupilId('S1', 1, 1)

let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(school)
})

afterEach(() => lyceum.remove())

function person(...argv: readonly string[]): Promise<RunResult> {
  return run(['person', ...argv, ...lyceum.at])
}

async function giveAccount(): Promise<void> {
  const { stdout } = await run(['invites', 'create', '--person', pupil, '--json', ...lyceum.at])
  const token: string = JSON.parse(stdout).invitations[0].url.split('/').at(-1)
  await lyceum.withStore(async ({ invitations, accounts }) => {
    const at = new Date().toISOString()
    const claim = await invitations.claim(token, 'anna', at, 60)
    if (claim.state !== 'claimed') throw new Error(claim.state)
    await invitations.consume(claim.invitation.id, userId('@anna:localhost'), at)
    await accounts.setState(pupil, 'active')
  })
}

test('people are listed with every role and class', async () => {
  const result = await person('list', '--person', teacherId('S1', 1), '--json')
  expect(json(result)['people']).toMatchObject([
    {
      id: 'S1-T1',
      user_id: null,
      state: 'invited',
      roles: [
        { role: 'teacher', school: 'S1', class: null, subjects: [] },
        { role: 'teacher', school: 'S1', school_name: 'Школа S1', class_name: '1А' },
        { role: 'teacher', school: 'S1', class_name: '2А' },
      ],
    },
  ])
})

test('one person is shown with the account, an unknown one is a failure', async () => {
  await giveAccount()
  const result = await person('show', pupil, '--json')
  expect(json(result)['person']).toMatchObject({ state: 'active', user_id: '@anna:localhost' })
  expect((await person('show', pupil)).stdout).toContain('@anna:localhost')
  expect((await person('show', 'nobody')).code).toBe(1)
})

test('a password is reset by a one-time link for the account that exists', async () => {
  const early = await person('reset-password', pupil)
  expect(early.code).toBe(1)
  expect(early.stderr).toContain(`lyceum invites create --person ${pupil}`)
  await giveAccount()
  const result = await person('reset-password', pupil, '--json')
  expect(json(result)['invitations']).toMatchObject([{ person: { id: pupil }, status: 'open' }])
  const { url } = JSON.parse(result.stdout).invitations[0]
  const at = new Date().toISOString()
  const found = await lyceum.withStore(({ invitations }) =>
    invitations.find(url.split('/').at(-1), at),
  )
  expect(found?.purpose).toBe('reset')
})

test('a code for a new password is printed instead of shown, and leads to the same account', async () => {
  await giveAccount()
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-reset-'))
  const reader = await openReader()
  try {
    const printed = await person('reset-password', pupil, '--out', folder)
    expect([printed.code, printed.stdout]).toEqual([0, `password-${pupil}.pdf\n`])
    const file = join(folder, `password-${pupil}.pdf`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const [page] = await reader.read(readFileSync(file))
    expect(page?.text).toContain('Новый пароль')
    expect(page?.text).toContain('anna')
    const token = page?.codes[0]?.split('/').at(-1) ?? ''
    const at = new Date().toISOString()
    const found = await lyceum.withStore(({ invitations }) => invitations.find(token, at))
    expect(found).toMatchObject({ purpose: 'reset', person: pupil, status: 'open' })
    const again = json(await person('reset-password', pupil, '--out', folder, '--json'))
    expect(again).toMatchObject({
      file: `password-${pupil}.pdf`,
      invitations: [{ status: 'open' }],
    })
    expect(readdirSync(folder)).toEqual([`password-${pupil}.pdf`])
    const before = await lyceum.withStore(({ invitations }) => invitations.find(token, at))
    expect(before?.status).toBe('revoked')
  } finally {
    reader.close()
    rmSync(folder, { recursive: true })
  }
})

test('who has left every school is listed as ended, by id alone', async () => {
  await giveAccount()
  await lyceum.withStore(async ({ schools, accounts }) => {
    const remove = { kind: 'remove-person', person: pupil } as const
    const relation = school.guardianships.find(({ child }) => child === pupil)
    const place = school.places.find((one) => one.person === pupil)
    if (relation === undefined || place === undefined) throw new Error('not in the school')
    const changes = [
      { kind: 'remove-guardianship', guardianship: relation },
      { kind: 'remove-class-place', person: pupil, class: place.class },
      remove,
    ] as const
    await schools.change(school.info.id, 'roster', changes, new Date().toISOString())
    await accounts.setState(pupil, 'ended')
  })
  const result = await person('list', '--json')
  expect(json(result)['people']).toContainEqual({
    id: pupil,
    name: null,
    user_id: '@anna:localhost',
    state: 'ended',
    roles: [],
  })
})

test('who is in the school without a role is listed and shown, and gets no link', async () => {
  await lyceum.withStore(async ({ schools }) => {
    const lost = { id: personId('lost'), givenName: 'Вера', familyName: 'Новая' }
    const add = { kind: 'add-person', person: lost } as const
    await schools.change(school.info.id, 'roster', [add], new Date().toISOString())
  })
  const row = { id: 'lost', name: 'Новая Вера', user_id: null, state: 'invited', roles: [] }
  expect(json(await person('list', '--json'))['people']).toContainEqual(row)
  expect(json(await person('list', '--role', 'pupil', '--json'))['people']).not.toContainEqual(row)
  expect(json(await person('show', 'lost', '--json'))).toEqual({ person: row, invitation: null })
  expect((await person('show', 'lost')).stdout).toContain('without a role')
  const created = await run(['invites', 'create', '--person', 'lost', ...lyceum.at])
  for (const { code, stderr } of [created, await person('reset-password', 'lost')]) {
    expect([code, stderr]).toEqual([1, expect.stringContaining('without a role')])
  }
})

test.each(['ending', 'ended'] as const)(
  'who is back while the account is %s gets no link before apply',
  async (state) => {
    await giveAccount()
    await lyceum.withStore(({ accounts }) => accounts.setState(pupil, state))
    const created = await run(['invites', 'create', '--person', pupil, ...lyceum.at])
    for (const { code, stderr } of [created, await person('reset-password', pupil)]) {
      expect([code, stderr]).toEqual([1, expect.stringContaining('lyceum apply')])
    }
  },
)

test('a mistyped id, and a label in place of one, are told what may be meant', async () => {
  const hint = async (...argv: readonly string[]) => (await person(...argv)).stderr
  expect(await hint('list', '--class', '1а')).toContain('Did you mean S1-C1?')
  expect(await hint('list', '--class', 'S1-C9')).toMatch(/Did you mean S1-C\d\?/)
  expect(await hint('list', '--school', 'школа s1')).toContain('Did you mean S1?')
  expect(await hint('show', `${pupil}1`)).toContain(`Did you mean ${pupil}?`)
  expect(await hint('reset-password', `${pupil}1`)).toContain(`Did you mean ${pupil}?`)
  expect(await hint('list', '--role', 'pupils')).toContain('Did you mean pupil?')
  expect(await hint('show', 'nobody')).not.toContain('Did you mean')
})

test('who waits to be confirmed is listed as waiting, and confirming nobody is a failure', async () => {
  expect(json(await person('list', '--person', pupil, '--json'))['people']).toMatchObject([
    { state: 'invited', user_id: null },
  ])
  const nobody = await person('confirm', pupil)
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('person list')])
  await lyceum.withStore(async ({ applications, confirmations }) => {
    const at = new Date().toISOString()
    const user = userId('@anna:localhost')
    const application = newApplication(school.info.id, user, { person: pupil })
    const added = await applications.add(application, at)
    if (added.state !== 'added') throw new Error(added.state)
    const decision = { state: 'accepted', by: 'roster', reason: undefined, person: pupil } as const
    await applications.decide(added.application.id, decision, at)
    await confirmations.ask(school.info.id, pupil, at)
  })
  expect(json(await person('list', '--person', pupil, '--json'))['people']).toMatchObject([
    { state: 'waiting', user_id: '@anna:localhost' },
  ])
  const refused = await person('confirm', pupil, '--refuse')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--yes')])
})
