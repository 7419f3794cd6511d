/** Plans that are kept, and applies that meet: on a real homeserver, through the commands. */
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import type {} from '@lyceum/deploy/embedded/test-homeserver.ts'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { renderSimpleYaml } from './roster/simple/render-yaml.ts'
import { makeInstallation, type Installation } from './soak/installation.ts'
import { run, type RunResult } from './testing/run.ts'

const school = smallSchool({ id: 'SAVED', classes: 1, pupilsPerClass: 2 })
const server = inject('homeserver')
let place: Installation

beforeEach(async () => {
  place = await makeInstallation(server, school)
})

afterEach(() => place.remove())

function lyceum(...argv: readonly string[]): Promise<RunResult> {
  return run([...argv, '--config', place.config], { cwd: place.folder })
}

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const config = await loadConfig(place.config)
  const store = await openStore(config.database, config.secrets)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The label of the class is another one. */
function relabel(): void {
  const classes = school.classes.map((one) => ({ ...one, label: `${one.label}-2` }))
  writeFileSync(place.roster, renderSimpleYaml({ ...school, classes }))
}

test('a saved plan is applied as it was seen, by who owns the file alone, and is stale afterwards', async () => {
  const file = join(place.folder, 'changes.plan')
  writeFileSync(file, 'an older one')
  chmodSync(file, 0o644)
  const planned = await lyceum('plan', 'roster.yaml', '--source', 'x', '--out', 'changes.plan')
  expect([planned.code, planned.stderr]).toEqual([
    0,
    expect.stringContaining('--plan changes.plan'),
  ])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  for (const { givenName, familyName } of school.people) {
    expect(readFileSync(file, 'utf8')).not.toContain(givenName)
    expect(readFileSync(file, 'utf8')).not.toContain(familyName)
  }
  const again = await lyceum('plan', 'roster.yaml', '--source', 'x', '--out', 'again.plan')
  expect(again.code).toBe(0)
  const digests = (name: string) =>
    JSON.parse(readFileSync(join(place.folder, name), 'utf8')).schools
  expect(digests('again.plan')).toEqual(digests('changes.plan'))
  expect((await lyceum('apply', '--plan', 'changes.plan')).code).toBe(0)
  const next = await lyceum('plan', 'roster.yaml', '--source', 'x', '--detailed-exitcode')
  expect(next.code).toBe(0)
  const stale = await lyceum('apply', '--plan', 'changes.plan')
  expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('lyceum plan --out')])
})

test('a saved plan is stale when the roster has changed', async () => {
  await lyceum('plan', 'roster.yaml', '--out', 'changes.plan')
  relabel()
  const stale = await lyceum('apply', '--plan', 'changes.plan')
  expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('the roster is not')])
  expect(await withStore((store) => store.schools.list())).toEqual([])
})

test('a saved plan is stale when a room was changed behind its back', async () => {
  expect((await lyceum('apply', 'roster.yaml')).code).toBe(0)
  relabel()
  expect((await lyceum('plan', 'roster.yaml', '--out', 'changes.plan')).code).toBe(0)
  const rooms = await withStore((store) => store.rooms.ofSchool(school.info.id))
  const [, room] = [...rooms].find(([key]) => key.endsWith('/general')) ?? []
  if (room === undefined) throw new Error('no room')
  await connectSynapse(server).setState(room, 'm.room.name', '', { name: 'something else' })
  const stale = await lyceum('apply', '--plan', 'changes.plan', '--yes')
  expect([stale.code, stale.stderr]).toEqual([
    1,
    expect.stringContaining('something else is to be'),
  ])
  const stored = await withStore((store) => store.schools.load(school.info.id))
  expect(stored?.classes).toEqual(school.classes)
})

test('what is no saved plan is refused', async () => {
  const { code, stderr } = await lyceum('apply', '--plan', 'roster.yaml')
  expect([code, stderr]).toEqual([65, expect.stringContaining('is no saved plan')])
})

test('an apply stops with 1 while another one is at work, and says who that is', async () => {
  const owner = lockOwner.current()
  const key = `apply/${school.info.id}`
  const at = new Date().toISOString()
  await withStore((store) => store.locks.acquire(key, owner, at, 600))
  const { code, stderr } = await lyceum('apply', 'roster.yaml')
  expect(code).toBe(1)
  expect(stderr).toContain(`process ${process.pid} on `)
  expect(stderr).toMatch(/at work since 20\d\d-.*\n.*run the command again/)
  expect(await withStore((store) => store.schools.list())).toEqual([])
  await withStore((store) => store.locks.release(key, owner))
  expect((await lyceum('apply', 'roster.yaml')).code).toBe(0)
})

test('of two applies at once one is done, and the school is whole', async () => {
  const results = await Promise.all([
    lyceum('apply', 'roster.yaml'),
    lyceum('apply', 'roster.yaml'),
  ])
  const codes = results.map(({ code }) => code).toSorted()
  expect(codes[0]).toBe(0)
  expect([0, 1]).toContain(codes[1])
  expect((await lyceum('plan', 'roster.yaml', '--detailed-exitcode')).code).toBe(0)
})

test('an exported school goes back to what it was, and then there is nothing to do', async () => {
  expect((await lyceum('apply', 'roster.yaml', '--source', 'oneroster')).code).toBe(0)
  expect((await lyceum('school', 'export', '--out', 'school.yaml')).code).toBe(0)
  expect((await lyceum('plan', 'school.yaml', '--detailed-exitcode')).code).toBe(0)
  relabel()
  expect((await lyceum('apply', 'roster.yaml', '--source', 'oneroster')).code).toBe(0)
  expect((await lyceum('plan', 'school.yaml', '--detailed-exitcode')).code).toBe(2)
  expect((await lyceum('apply', 'school.yaml', '--yes')).code).toBe(0)
  const stored = await withStore((store) => store.schools.load(school.info.id, 'oneroster'))
  expect(stored?.classes).toEqual(school.classes)
  expect((await lyceum('plan', '--detailed-exitcode')).code).toBe(0)
})
