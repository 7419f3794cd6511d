/** A store on disk, as in an installation: its writes cost what they cost there. Removed when it is closed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Store } from '@lyceum/core/store/ports.ts'
import { openStore } from '@lyceum/core/store/store.ts'

export async function fileStore(): Promise<Store> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lyceum-bench-store-'))
  const sqlite = path.join(folder, 'lyceum.db')
  const store = await openStore({ sqlite }, { invitationKey: 'a key for benches only' })
  return {
    ...store,
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
