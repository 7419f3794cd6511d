#!/usr/bin/env node
/** `npm start`: installs what is missing, then `lyceum up`; further arguments go to it (`npm start -- --port 9000`). */
import { join } from 'node:path'
import { install } from './install.js'
import { describeMissingNode, environmentFor, findNode, projectFolder } from './node24.js'
import { describeMissingPython } from './python.js'
import { run } from './run.js'

process.exitCode = await start(process.argv.slice(2))

/** @param {readonly string[]} args */
async function start(args) {
  const python = describeMissingPython()
  if (python !== undefined) return complain(python)
  if (!(await install(projectFolder, 'running'))) return 1
  const node = findNode()
  if (node === undefined) return complain(describeMissingNode())
  const main = join(projectFolder, 'provisioning-cli', 'main.ts')
  return run(node, [main, 'up', ...args], { env: environmentFor(node), channel: true })
}

/** @param {string} text */
function complain(text) {
  console.error(text)
  return 1
}
