import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describeMissingNode, environmentFor, findNode } from '../provisioning-cli/bin/node24.js'
import { run } from '../provisioning-cli/bin/run.js'

const node = findNode()
if (node === undefined) {
  console.error(describeMissingNode())
  process.exitCode = 1
} else {
  const [first = '', ...rest] = process.argv.slice(2)
  const isNamed = existsSync(join(import.meta.dirname, `${first}.ts`)) && /^[a-z-]+$/.test(first)
  const bench = join(import.meta.dirname, isNamed ? `${first}.ts` : 'provision.ts')
  process.exitCode = await run(node, [bench, ...(isNamed ? rest : process.argv.slice(2))], {
    env: environmentFor(node),
  })
}
