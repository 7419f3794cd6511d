/** Finds the Python that runs the homeserver: 3.10 or newer, able to make a virtual environment, its SQLite new enough. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { LyceumError } from '@lyceum/core/errors.ts'
import { z } from 'zod'

const run = promisify(execFile)

/** The system's own first: it is the one that the system keeps up to date. */
const candidates = [
  'python3',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.14',
  'python3.10',
] as const

const Probe = z.object({
  executable: z.string(),
  version: z.tuple([z.number(), z.number(), z.number()]),
  machine: z.string(),
  venv: z.boolean(),
  sqlite: z.tuple([z.number(), z.number(), z.number()]),
})

export type Python = z.infer<typeof Probe>

const question = `
import json, platform, sys
try:
    import ensurepip, venv
    able = True
except ImportError:
    able = False
try:
    import sqlite3
    sqlite = list(sqlite3.sqlite_version_info)
except ImportError:
    sqlite = [0, 0, 0]
print(json.dumps({
    "executable": sys.executable,
    "version": list(sys.version_info[:3]),
    "machine": platform.machine(),
    "venv": able,
    "sqlite": sqlite,
}))
`

/** Throws `LyceumError` that names what to install. Starts one short process for each Python it looks at. */
export async function findPython(): Promise<Python> {
  const seen: Python[] = []
  for (const command of candidates) {
    const python = await probe(command)
    if (python === undefined) continue
    if (isFit(python)) return python
    seen.push(python)
  }
  throw explainPython(seen)
}

async function probe(command: string): Promise<Python | undefined> {
  try {
    const { stdout } = await run(command, ['-I', '-c', question], { timeout: 20_000 })
    return Probe.parse(JSON.parse(stdout))
  } catch {
    // Not there, or a stand-in that has no Python behind it.
    return undefined
  }
}

function isFit(python: Python): boolean {
  return isNewEnough(python) && python.venv && compare(python.sqlite, [3, 37, 2]) >= 0
}

function isNewEnough(python: Python): boolean {
  return compare(python.version, [3, 10, 0]) >= 0
}

/** What is wrong with the Pythons that were found, and the command that helps. */
export function explainPython(seen: readonly Python[]): LyceumError {
  const newEnough = seen.find(isNewEnough)
  if (newEnough !== undefined && !newEnough.venv) {
    const version = newEnough.version.slice(0, 2).join('.')
    return new LyceumError(
      'python-venv-missing',
      `Python ${version} is here, but it cannot make virtual environments.`,
      { hint: `Install what is missing: sudo apt install python${version}-venv` },
    )
  }
  if (newEnough !== undefined) {
    return new LyceumError(
      'python-sqlite-old',
      `Python is here, but its SQLite is ${newEnough.sqlite.join('.')}; Synapse needs 3.37.2 or newer.`,
      { hint: installPython },
    )
  }
  const newest = seen.toSorted((one, other) => compare(other.version, one.version))[0]
  const found =
    newest === undefined ? 'No Python was found.' : `Python ${newest.version.join('.')} is too old.`
  return new LyceumError('python-missing', `${found} The homeserver needs Python 3.10 or newer.`, {
    hint: installPython,
  })
}

const installPython =
  'Install it: sudo apt install python3 python3-venv (Debian, Ubuntu), sudo dnf install python3.12 (Fedora, RHEL), brew install python (macOS)'

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, part] of one.entries()) {
    const difference = part - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
