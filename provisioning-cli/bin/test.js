#!/usr/bin/env node
/**
 * `npm test`: installs what is missing, then every check and every test, one after the other, each under a heading. The
 * last line is always `N passed, N failed`: each test counts as one, and so does each check. `npm test -- lint unit`
 * runs only those.
 */
import { writeSync } from 'node:fs'
import { install } from './install.js'
import { describeMissingNode, environmentFor, findNode, projectFolder } from './node24.js'
import { describeMissingPython } from './python.js'
import { steps } from './test-steps.js'

/** @type {{ name: string, passed: number, failed: number, seconds: number }[]} */
const results = []

process.chdir(projectFolder)
process.on('exit', (code) => {
  const passed = results.reduce((sum, { passed }) => sum + passed, 0)
  let failed = results.reduce((sum, { failed }) => sum + failed, 0)
  // Whatever ended us early is a failure of its own, so that no one reads a half run as a good one.
  if (code !== 0 && failed === 0) failed = 1
  writeSync(1, `${passed} passed, ${failed} failed\n`)
})

process.exitCode = await testEverything(process.argv.slice(2))

/** @param {readonly string[]} names */
async function testEverything(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no step ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(' ')}`,
    )
    return 64
  }
  const python = describeMissingPython()
  if (python !== undefined) return complain(python)
  if (!(await install(projectFolder, 'everything'))) return 1
  const node = findNode()
  if (node === undefined) return complain(describeMissingNode())
  const env = environmentFor(node, { ...process.env, CI: process.env['CI'] ?? 'true' })
  for (const step of steps) {
    if (names.length > 0 && !names.includes(step.name)) continue
    console.log(`\n== ${step.title}: ${step.command.join(' ')}`)
    const started = Date.now()
    const result = await step.run(step.command, env)
    results.push({ name: step.name, ...result, seconds: (Date.now() - started) / 1000 })
    if (result.interrupted) return 130
  }
  summarise()
  return results.some(({ failed }) => failed > 0) ? 1 : 0
}

function summarise() {
  console.log('\n== What was run')
  for (const { name, passed, failed, seconds } of results) {
    const verdict = failed === 0 ? 'ok    ' : 'FAILED'
    const counts = `${passed} passed, ${failed} failed`
    console.log(`${verdict} ${name.padEnd(8)} ${counts}, ${seconds.toFixed(1)} s`)
  }
  console.log()
}

/** @param {string} text */
function complain(text) {
  console.error(text)
  return 1
}
