#!/usr/bin/env node
import { join } from 'node:path'
import { describeMissingNode, environmentFor, findNode, projectFolder } from './node24.js'
import { run } from './run.js'

const node = findNode()
if (node === undefined) {
  console.error(describeMissingNode())
  process.exitCode = 1
} else {
  const main = join(projectFolder, 'provisioning-cli', 'main.ts')
  // Rosters are read in a stream of short-lived rows: with V8's own choice their rubbish alone takes 100 MB.
  const flags = ['--max-semi-space-size=4']
  process.exitCode = await run(node, [...flags, main, ...process.argv.slice(2)], {
    env: environmentFor(node),
    channel: true,
  })
}
