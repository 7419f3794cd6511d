import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../testing/installation.ts'
import { issueSampleLinks } from './sample-links.ts'

const real = smallSchool({ id: 'A1' })
const sample = smallSchool({ id: 'S1' })
let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(real, sample)
})

afterEach(() => lyceum.remove())

test('links are issued in the school that is named, and nobody else’s invitation is touched', async () => {
  const config = await loadConfig(join(lyceum.folder, 'config.yaml'))
  await lyceum.withStore(async (store) => {
    const now = Date.parse('2026-09-01T08:00:00Z')
    const links = await issueSampleLinks(store, config, sample.info.id, now)
    expect(Object.keys(links).toSorted()).toEqual(['administrator', 'parent', 'pupil', 'teacher'])
    const at = new Date(now).toISOString()
    expect(await store.invitations.ofSchool(sample.info.id, at)).toHaveLength(4)
    expect(await store.invitations.ofSchool(real.info.id, at)).toEqual([])
  })
})
