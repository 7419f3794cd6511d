import { join } from 'node:path'
import { describeMissingNode, environmentFor, findNode } from '../provisioning-cli/bin/node24.js'
import { run } from '../provisioning-cli/bin/run.js'

const node = findNode()
if (node === undefined) {
  console.error(describeMissingNode())
  process.exitCode = 1
} else {
  const bench = join(import.meta.dirname, 'provision.ts')
  process.exitCode = await run(node, [bench, ...process.argv.slice(2)], {
    env: environmentFor(node),
  })
}
