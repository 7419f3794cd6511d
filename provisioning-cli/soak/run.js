import { join } from 'node:path'
import { describeMissingNode, environmentFor, findNode } from '../bin/node24.js'
import { run } from '../bin/run.js'

const node = findNode()
if (node === undefined) {
  console.error(describeMissingNode())
  process.exitCode = 1
} else {
  const soak = join(import.meta.dirname, 'main.ts')
  process.exitCode = await run(node, [soak, ...process.argv.slice(2)], {
    env: environmentFor(node),
  })
}
