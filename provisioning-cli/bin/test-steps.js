import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.js'

/** @typedef {{ passed: number, failed: number, interrupted: boolean }} StepResult */
/** @typedef {(command: readonly string[], env: NodeJS.ProcessEnv) => Promise<StepResult>} Runner */
/** @typedef {{ name: string, title: string, command: readonly string[], run: Runner }} Step */

/**
 * What `npm test` runs, in this order: the quick ones first.
 *
 * @type {readonly Step[]}
 */
export const steps = [
  check('format', 'Format', ['oxfmt', '--check', '.']),
  check('lint', 'Lint', ['oxlint']),
  check('types', 'Types', ['tsc', '-p', 'tsconfig.json']),
  check('types-widgets', 'Types of the pages', ['tsc', '-p', 'widgets/tsconfig.json']),
  check('imports', 'Import direction', ['node', 'provisioning-cli/bin/check-imports.ts']),
  check('unused', 'Unused code', ['knip']),
  check('pages', 'Pages', ['node', 'widgets/build.ts']),
  tests('unit', 'Tests without servers'),
  tests('e2e', 'Tests on a real homeserver and browser'),
]

/**
 * @param {string} name
 * @param {string} title
 * @param {readonly string[]} command
 * @returns {Step}
 */
function check(name, title, command) {
  return { name, title, command, run: runCheck }
}

/**
 * @param {string} project
 * @param {string} title
 * @returns {Step}
 */
function tests(project, title) {
  return { name: project, title, command: ['vitest', 'run', '--project', project], run: runTests }
}

/** @type {Runner} */
async function runCheck(command, env) {
  const code = await runTool(command, env)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, interrupted: isInterrupt(code) }
}

/** @type {Runner} */
async function runTests(command, env) {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-test-'))
  const file = join(folder, 'report.json')
  try {
    const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await runTool([...command, ...reporting], env)
    return { ...countTests(readReport(file), code), interrupted: isInterrupt(code) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @typedef {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} TestReport
 */

/**
 * A file that could not be loaded has no tests to count: it counts as one failure. So does a run that ended badly
 * although no test failed, or that found no test at all.
 *
 * @param {TestReport | undefined} report
 * @param {number} code
 */
export function countTests(report, code) {
  if (report === undefined) return { passed: 0, failed: 1 }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const passed = report.numPassedTests
  const failed = report.numFailedTests + broken.length
  const isBad = failed === 0 && (code !== 0 || passed === 0)
  return { passed, failed: isBad ? 1 : failed }
}

/**
 * @param {string} file
 * @returns {TestReport | undefined}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env Its PATH begins with the folder of the Node that is to run it.
 */
async function runTool([name = '', ...args], env) {
  const program = name === 'node' ? name : join('node_modules', '.bin', name)
  try {
    return await run(program, args, { env })
  } catch (error) {
    console.error(`${name} could not be started: ${String(error)}`)
    return 1
  }
}

/** @param {number} code */
function isInterrupt(code) {
  return code === 130 || code === 143 || code === 129
}
