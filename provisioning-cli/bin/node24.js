/**
 * Which Node runs the `.ts` files. The launchers themselves must start under Node 20, so the files beside this one are
 * plain JavaScript and import nothing that npm installs.
 */
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { words } from './words.js'

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const neededMajor = 24

/** @param {string} version `24.21.0` */
export function isNewEnough(version) {
  return Number(version.split('.')[0]) >= neededMajor
}

/**
 * The path of a Node that runs TypeScript: this process's own where it is new enough, else the one that npm brought.
 * Undefined when there is neither.
 *
 * @param {{ version?: string, execPath?: string, folder?: string }} [from]
 */
export function findNode(from = {}) {
  const { version = process.versions.node, execPath = process.execPath } = from
  if (isNewEnough(version)) return execPath
  const folder = from.folder ?? projectFolder
  const brought = join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  return existsSync(brought) ? brought : undefined
}

/** What to tell somebody who has no such Node. */
export function describeMissingNode() {
  return words().noNode(neededMajor, process.versions.node, `node-linux-${process.arch}`)
}

/**
 * The environment for children: their `node` is the one found.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [env]
 */
export function environmentFor(node, env = process.env) {
  return { ...env, PATH: `${dirname(node)}${delimiter}${env['PATH'] ?? ''}` }
}
