import { expect, describe, inject, test } from 'vitest'
import { Client } from 'pg'
import { freshDatabases, withPassword } from '../testing/test-postgres.ts'
import { openStore } from './store.ts'
import { storeFacts } from './suite.ts'
import { at, invitationFor, school, secrets, smallSchool } from './suite/setting.ts'

const server = inject('postgres')
const fresh = freshDatabases(server)

describe('a store on PostgreSQL', () => {
  storeFacts(fresh)

  test('Connections that the server cut are replaced, and nobody ends with them.', async () => {
    const settings = await fresh()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const admin = new Client(withPassword(server.url, server.password))
    await admin.connect()
    const { rowCount } = await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lyceum'",
    )
    await admin.end()
    expect(rowCount).toBeGreaterThan(0)
    await expect.poll(() => store.schools.list().catch(() => [])).toHaveLength(1)
    await store.close()
  })

  test('A server that does not answer, a wrong password and a missing database are told apart.', async () => {
    const { postgres } = await fresh()
    const elsewhere = new URL(postgres.url)
    const wrong = [
      [Object.assign(new URL(elsewhere), { port: '1' }), postgres.password, 'database-unreachable'],
      [elsewhere, 'CANARY', 'database-refused'],
      [
        Object.assign(new URL(elsewhere), { pathname: 'none' }),
        postgres.password,
        'database-missing',
      ],
    ] as const
    for (const [{ href }, password, code] of wrong) {
      const opening = openStore({ postgres: { url: href, password } }, secrets)
      const error: unknown = await opening.catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code, hint: expect.any(String) as unknown })
      expect(JSON.stringify(error) + String(error)).not.toContain('CANARY')
    }
  })

  test('A password may hold any characters.', async () => {
    const { postgres } = await fresh()
    const password = 'p@ss/w%rd ?&=#:+ы'
    const admin = new Client(withPassword(postgres.url, postgres.password))
    await admin.connect()
    const role = `reader_${Date.now()}`
    await admin.query(`create role ${role} login password '${password}'`)
    await admin.query(`alter schema public owner to ${role}`)
    await admin.end()
    const url = Object.assign(new URL(postgres.url), { username: role }).href
    const store = await openStore({ postgres: { url, password } }, secrets)
    expect(await store.schools.list()).toEqual([])
    await store.close()
  })

  test('What is kept of an invitation is not its secret.', async () => {
    const settings = await fresh()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const [issued] = await store.invitations.issue([invitationFor()], at)
    await store.close()
    const admin = new Client(withPassword(settings.postgres.url, server.password))
    await admin.connect()
    const { rows } = await admin.query<Record<string, unknown>>('select * from invitations')
    await admin.end()
    const text = JSON.stringify(rows).toUpperCase()
    for (const secret of [issued?.token, issued?.code, issued?.code.replaceAll('-', '')]) {
      expect(secret).toMatch(/./)
      expect(text).not.toContain(secret)
    }
  })
})
