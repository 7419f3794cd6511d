/**
 * Synapse from the Python package registry in a virtual environment of the clone.
 *
 * The environment is built under a name of its own and then renamed, so what stands under the final name is whole, also
 * when an installation was killed or two run at once. A renamed environment serves because only its `python` is started,
 * never its scripts, which carry the old path.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Logger } from 'pino'
import { findPython, type Python } from './python.ts'

export interface InstallOptions {
  readonly log?: Pick<Logger, 'info'>
  /** Packages taken up so far, of all. */
  readonly progress?: (done: number, total: number) => void
  /** Where environments are kept; `.runtime` in the clone. */
  readonly folder?: string
}

const clone = path.resolve(import.meta.dirname, '../..')
const requirementsFile = path.join(clone, 'deploy/synapse/requirements.txt')

/** Gives the Python that has Synapse, installing it first where it is missing (about a minute). May be repeated. */
export async function ensureSynapse(
  options: InstallOptions = {},
): Promise<{ readonly python: string }> {
  const folder = options.folder ?? path.join(clone, '.runtime')
  const [python, requirements] = await Promise.all([
    findPython(),
    readFile(requirementsFile, 'utf8'),
  ])
  const environment = path.join(folder, `synapse-${fingerprint(python, requirements)}`)
  if (!existsSync(environment)) {
    options.log?.info({ python: python.version.join('.') }, 'installing the homeserver')
    await mkdir(folder, { recursive: true })
    await removeAbandoned(folder)
    await build(python, requirements, folder, environment, options.progress)
  }
  return { python: path.join(environment, 'bin/python') }
}

/** An environment belongs to one Python: after an upgrade of the system's the old one no longer starts. */
function fingerprint(python: Python, requirements: string): string {
  return createHash('sha256')
    .update(`${python.executable} ${python.version.join('.')} ${python.machine}\n${requirements}`)
    .digest('hex')
    .slice(0, 16)
}

async function build(
  python: Python,
  requirements: string,
  folder: string,
  environment: string,
  progress: InstallOptions['progress'],
): Promise<void> {
  const unfinished = path.join(folder, `unfinished-${process.pid}`)
  const log = path.join(folder, 'install.log')
  const total = requirements.match(/^[a-z].*==/gim)?.length ?? 0
  let done = 0
  try {
    await runLogged(python.executable, ['-m', 'venv', unfinished], log)
    const install = [
      '-m',
      'pip',
      'install',
      '--require-hashes',
      '--no-deps',
      '--only-binary',
      ':all:',
    ]
    const pip = [...install, '--no-input', '--disable-pip-version-check', '-r', requirementsFile]
    await runLogged(path.join(unfinished, 'bin/python'), pip, log, (line) => {
      if (line.startsWith('Collecting ')) progress?.((done += 1), total)
    })
    progress?.(total, total)
    await rename(unfinished, environment).catch(async (error: unknown) => {
      if (!existsSync(environment)) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** What a killed installation left behind. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^unfinished-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(path.join(folder, name), { recursive: true, force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What pip prints names registries and maybe their passwords, so it goes into a file that only the owner reads. */
async function runLogged(
  command: string,
  args: readonly string[],
  log: string,
  onLine?: (line: string) => void,
): Promise<void> {
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 })
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  if (onLine !== undefined) createInterface({ input: child.stdout }).on('line', onLine)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  file.end()
  if (code !== 0) {
    throw new LyceumError(
      'homeserver-install-failed',
      'The homeserver could not be installed from the Python package registry.',
      {
        hint: `See .runtime/${path.basename(log)}. In a closed network tell pip where the registry is: pip config set global.index-url URL`,
      },
    )
  }
}
