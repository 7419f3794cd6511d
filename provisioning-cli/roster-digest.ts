/** What tells a roster's content from another: names and bytes of its files, under a secret of the installation. */
import { createHmac, type Hmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'

/** A folder counts with the files that lie directly in it, as readers read it. Throws `roster-not-found`. */
export async function digestRoster(path: string, key: string): Promise<string> {
  const digest = createHmac('sha256', key)
  try {
    if ((await stat(path)).isDirectory()) {
      for (const name of (await readdir(path)).toSorted()) await addFile(digest, join(path, name))
    } else await addFile(digest, path)
  } catch (cause) {
    throw new LyceumError('roster-not-found', `The roster at ${path} cannot be read.`, {
      hint: 'Give the path of a folder, a .zip, a .csv or a .yaml file.',
      exitCode: exitCodes.badInput,
      cause,
    })
  }
  return digest.digest('hex')
}

async function addFile(digest: Hmac, path: string): Promise<void> {
  const found = await stat(path)
  if (!found.isFile()) return
  digest.update(`${basename(path)}\0${found.size}\0`)
  await pipeline(createReadStream(path), async (chunks) => {
    for await (const chunk of chunks) digest.update(chunk as Buffer)
  })
}
