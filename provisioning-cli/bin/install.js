/**
 * Installs what is missing, and nothing twice. What is installed is read from the list that npm writes into
 * node_modules when it has finished (`.package-lock.json`): an interrupted installation has no list and is begun again,
 * and what somebody installed by hand counts too.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.js'
import { words } from './words.js'

/** @typedef {'running' | 'everything'} Extent What is needed to run Lyceum, or also to test it. */
/** @typedef {{ version?: string, integrity?: string, link?: boolean, dev?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Packages of the lockfile that are not installed, or in another version. Optional ones count only when they bring Node.
 *
 * @param {string} folder
 * @param {Extent} extent
 */
export function missingPackages(folder, extent) {
  const wanted = readPackages(join(folder, 'package-lock.json')) ?? {}
  const installed = readPackages(join(folder, 'node_modules', '.package-lock.json'))
  const node = `node_modules/node-linux-${process.arch}`
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .filter(([path, entry]) => path === node || !(entry.optional || entry.devOptional))
    .filter(([, entry]) => extent === 'everything' || !entry.dev)
    .filter(([path, entry]) => {
      const found = installed?.[path]
      return found === undefined || (!entry.link && found.version !== entry.version)
    })
    .map(([path]) => path)
}

/**
 * npm as it was started by, else the one on the PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {[program: string, args: string[]]}
 */
function findNpm(env) {
  const script = env['npm_execpath']
  const isNpm = env['npm_config_user_agent']?.startsWith('npm/') === true
  return isNpm && script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
}

const quiet = ['--loglevel=error', '--no-audit', '--no-fund', '--no-progress']

/**
 * Installs unless everything of that extent is there. True when it is there afterwards; what went wrong has been said.
 *
 * @param {string} folder
 * @param {Extent} extent
 */
export async function install(folder, extent) {
  const missing = missingPackages(folder, extent)
  if (missing.length === 0) return true
  const say = words()
  const started = Date.now()
  console.error(say.installing(missing.length))
  const heartbeat = setInterval(() => {
    console.error(say.stillInstalling(seconds(started)))
  }, 20_000)
  const [npm, first] = findNpm(process.env)
  // The tools of the tests stay where they are installed.
  const isWhole = extent === 'everything' || existsSync(join(folder, 'node_modules', 'vitest'))
  const what = isWhole ? ['--include=dev'] : ['--omit=dev']
  // `install` and not `ci`: versions and hashes are the lockfile's either way, and `ci` asks the registry for packages of
  // other systems too, which a mirror of a closed network need not have. Node 20 is older than many packages ask for;
  // they run under Node 24, so npm's warnings would only frighten.
  const args = [...first, 'install', '--no-save', ...what, ...quiet]
  try {
    const code = await run(npm, args, { cwd: folder, quiet: true })
    if (code === 0 && missingPackages(folder, extent).length === 0) {
      console.error(say.installed(seconds(started)))
      return true
    }
    console.error(say.unfinished(code))
  } catch {
    console.error(say.noNpm)
  } finally {
    clearInterval(heartbeat)
  }
  console.error(say.checkNetwork)
  return false
}

/** @param {number} since */
function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}
