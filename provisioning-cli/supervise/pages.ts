/** The pages, built by their own workspace, which knows whether they are older than what they are made of. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LyceumError } from '@lyceum/core/errors.ts'
import { project } from '../project.ts'

/** Costs a tenth of a second where they are up to date. Throws `pages-not-built`. */
export async function ensurePages(): Promise<void> {
  const child = spawn(process.execPath, [join(project.widgets, 'build.ts')], {
    cwd: project.widgets,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const told: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => void told.push(part))
  child.stderr.on('data', (part: Buffer) => void told.push(part))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) {
    throw new LyceumError('pages-not-built', 'The pages could not be built.', {
      hint: Buffer.concat(told).toString('utf8').trim(),
    })
  }
}

export function arePagesBuilt(): boolean {
  return existsSync(join(project.pages, 'index.html'))
}
