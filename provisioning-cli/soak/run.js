import { join } from 'node:path'
import { describeMissingNode, environmentFor, findNode, projectFolder } from '../bin/node24.js'
import { run } from '../bin/run.js'

const node = findNode()
if (node === undefined) {
  console.error(describeMissingNode())
  process.exitCode = 1
} else {
  const [first = '', ...rest] = process.argv.slice(2)
  const isIntake = first === 'intake'
  const soak = isIntake
    ? join(projectFolder, 'appservice', 'soak', 'main.ts')
    : join(import.meta.dirname, 'main.ts')
  process.exitCode = await run(node, [soak, ...(isIntake ? rest : process.argv.slice(2))], {
    env: environmentFor(node),
  })
}
