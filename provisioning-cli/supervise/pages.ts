/** The pages, built where they are missing or older than what they are made of. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { LyceumError } from '@lyceum/core/errors.ts'
import { project } from '../project.ts'

const stamp = '.built-from'

/** True when they had to be built. Throws `pages-not-built`. May be repeated, also by several processes at once. */
export async function ensurePages(): Promise<boolean> {
  const wanted = fingerprint()
  if (wanted === builtFrom()) return false
  const folder = join(project.runtime, `pages-${process.pid}`)
  await mkdir(project.runtime, { recursive: true })
  try {
    await build(folder)
    await writeFile(join(folder, stamp), wanted)
    await replace(project.pages, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return true
}

/** Whether the pages that are there are those of this version. */
export function arePagesBuilt(): boolean {
  return fingerprint() === builtFrom()
}

function builtFrom(): string | undefined {
  try {
    return readFileSync(join(project.pages, stamp), 'utf8')
  } catch {
    return undefined
  }
}

/** Of everything that the pages are made of. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const files = globSync(['widgets/**/*', 'core/school/**/*.ts', 'package-lock.json'], {
    cwd: project.folder,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'node_modules' || entry.name === 'dist',
  })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.toSorted()) {
    hash.update(file.slice(project.folder.length)).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}

async function build(folder: string): Promise<void> {
  const require = createRequire(join(project.widgets, 'package.json'))
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js')
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  const child = spawn(process.execPath, args, {
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

/** Another process may have put its own there meanwhile: it is the same. */
async function replace(place: string, folder: string): Promise<void> {
  const old = `${folder}-old`
  await rename(place, old).catch(() => undefined)
  await rename(folder, place).catch((error: unknown) => {
    if (builtFrom() === undefined) throw error
  })
  await rm(old, { recursive: true, force: true })
}
