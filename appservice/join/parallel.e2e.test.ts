/** A link of one use is used once, however many come at once by two processes on one database. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { classId, schoolId, userId } from '@lyceum/core/school/ids.ts'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import { freshDatabases } from '@lyceum/core/testing/test-postgres.ts'
import { startRealService, type RealService } from '../testing/real-service.ts'

const times = 200
const school = smallSchool()

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (database) => {
  let service: RealService
  let other: { readonly url: string; stop(): Promise<void> }
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-parallel-'))
    const lines = database === 'SQLite' ? [] : [await databaseLine(folder)]
    service = await startRealService(inject('homeserver'), school, { lines })
    other = await service.startAnother()
  })

  afterAll(async () => {
    await other?.stop()
    await service?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Each with a login of its own; gives the statuses and whose accounts there are afterwards. */
  async function useAtOnce(token: string, stem: string) {
    const logins = Array.from({ length: times }, (_, n) => `${stem}${n}.${Date.now()}`)
    const statuses = await Promise.all(
      logins.map(async (login, n) => {
        const url = n % 2 === 0 ? service.url : other.url
        const response = await fetch(`${url}/api/v1/invitations/${token}/redeem`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            login,
            password: 'tiger-window-lamp-4821',
            full_name: 'Сёмина Анна',
          }),
        })
        return response.status
      }),
    )
    const { homeserver } = service.engine
    const made: string[] = []
    for (const login of logins) {
      const user = userId(`@${login}:${homeserver.serverName}`)
      if ((await homeserver.account(user)) !== undefined) made.push(user)
    }
    return { statuses, made }
  }

  test(`of ${times} who use a personal link at once one gets in`, async () => {
    const pupil = pupilId('S1', 1, 1)
    const { token } = await service.invite(pupil, 'pupil')
    const { statuses, made } = await useAtOnce(token, 'slip')
    expect(statuses.filter((one) => one === 201)).toHaveLength(1)
    // Used, or being used at this moment.
    expect(statuses.filter((one) => one === 410 || one === 409)).toHaveLength(times - 1)
    expect(made).toHaveLength(1)
    expect((await service.store.accounts.ofPerson(pupil))?.userId).toBe(made[0])
    tell(database, 'personal', statuses)
  })

  test(`of ${times} who use a shared link of one use at once one applies`, async () => {
    const link = {
      school: schoolId('S1'),
      class: classId('S1-C1'),
      role: 'pupil',
      uses: 1,
    } as const
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const { token } = await service.store.sharedLinks.issue(
      { ...link, createdBy: 'operator', expiresAt },
      new Date().toISOString(),
    )
    const { statuses, made } = await useAtOnce(token, 'link')
    expect(statuses.filter((one) => one === 201)).toHaveLength(1)
    expect(statuses.filter((one) => one === 410 || one === 409)).toHaveLength(times - 1)
    expect(made).toHaveLength(1)
    const applications = await service.store.applications.ofSchool(schoolId('S1'))
    expect(applications.map(({ user }) => user)).toEqual(made)
    tell(database, 'shared', statuses)
  })
})

async function databaseLine(folder: string): Promise<string> {
  const { postgres } = await freshDatabases(inject('postgres'))()
  const file = join(folder, 'password')
  await writeFile(file, postgres.password, { mode: 0o600 })
  return `database: { postgres: { url: '${postgres.url}', password_file: '${file}' } }`
}

function tell(database: string, link: string, statuses: readonly number[]): void {
  const counts = [...Map.groupBy(statuses, (status) => status)]
  const text = counts.map(([status, all]) => `${all.length} x ${status}`).join(', ')
  // oxlint-disable-next-line no-console -- the figure is what the run shows
  console.log(`${database}, ${link} link, ${times} at once by two processes: ${text}`)
}
