/** An installation with a small school in its database and no servers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeEmbeddedConfig } from '@lyceum/core/config/embedded.ts'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { diffSchool } from '@lyceum/core/school/diff-school.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import type { Store } from '@lyceum/core/store/ports.ts'

export interface TestInstallation {
  readonly folder: string
  /** `--data FOLDER` */
  readonly at: readonly string[]
  /** Opens the database, gives it, closes it. */
  withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result>
  remove(): void
}

export async function createInstallation(...schools: readonly School[]): Promise<TestInstallation> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-cli-'))
  const config = await loadConfig(await writeEmbeddedConfig({ folder }))
  const withStore: TestInstallation['withStore'] = async (work) => {
    const store = await openStore(config.database, config.secrets)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }
  await withStore(async ({ schools: repository }) => {
    for (const school of schools) {
      const changes = diffSchool({ stored: undefined, roster: school, archived: [] })
      await repository.change(school.info.id, 'roster', changes, '2026-09-01T00:00:00.000Z')
    }
  })
  return {
    folder,
    at: ['--data', folder],
    withStore,
    remove: () => rmSync(folder, { recursive: true }),
  }
}
