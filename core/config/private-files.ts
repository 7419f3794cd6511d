/** Files that only their owner reads: written whole or not at all. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { secretNames } from './secret-names.ts'

/** Secrets that are there are kept: rooms and invitations rest on them. So is what a killed start has made. */
export async function makeSecrets(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of secretNames) {
    const file = await open(join(folder, name), 'a', 0o600)
    try {
      const { size } = await file.stat()
      if (size === 0) await file.writeFile(`${randomBytes(32).toString('hex')}\n`)
      await file.chmod(0o600)
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

/** Whoever is killed while writing never leaves half a file. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.new`
  await writeFile(next, text, { mode: 0o600 })
  await chmod(next, 0o600)
  await rename(next, file)
}
