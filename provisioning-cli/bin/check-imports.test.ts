import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkImports, describeFaults } from './check-imports.ts'
import { projectFolder } from './node24.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-imports-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

function link(name: string, target: string): void {
  const place = join(folder, 'node_modules', name)
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(target, place)
}

test('every source file of this project is read and imports only downwards', async () => {
  const report = await checkImports(projectFolder)
  expect(report.seen).toBeGreaterThan(10)
  expect(describeFaults(report)).toEqual([])
}, 60_000)

test.each([
  ['core/store/a.ts', '../../appservice/b.ts', 'core-imports-nobody-of-ours'],
  ['core/school/a.ts', 'node:fs', 'school-is-pure'],
  ['core/school/a.ts', '../errors.ts', 'school-is-pure'],
  ['core/homeserver/a.ts', '../store/b.ts', 'core-homeserver-imports-down-only'],
  ['core/store/a.ts', '../provision/b.ts', 'core-store-imports-down-only'],
  ['deploy/a.ts', '../provisioning-cli/b.ts', 'deploy-imports-core-only'],
  ['appservice/a.ts', '../deploy/b.ts', 'appservice-imports-core-only'],
  ['provisioning-cli/a.ts', '../appservice/main.ts', 'command-line-imports-core-and-deploy'],
  ['widgets/a.tsx', '../core/store/b.ts', 'widgets-import-the-school-only'],
  ['provisioning-cli/a.ts', 'matrix-js-sdk', 'matrix-js-sdk-in-the-browser-only'],
  ['provisioning-cli/a.ts', '@lyceum/appservice/main.ts', 'command-line-imports-core-and-deploy'],
  ['appservice/join/a.ts', 'matrix-appservice-bridge', 'bridge-in-one-place'],
])('%s may not import %s', async (file, imported, rule) => {
  link('matrix-js-sdk', join(projectFolder, 'node_modules/matrix-js-sdk'))
  // Not installed before the first event is acted on: one that stands for it.
  write('node_modules/matrix-appservice-bridge/index.js', 'module.exports = {}\n')
  link('@lyceum/appservice', join(folder, 'appservice'))
  write(file, `import * as other from '${imported}'\nconsole.log(other)\n`)
  const own = imported.replace('@lyceum/', '')
  if (own !== imported) write(own, 'export const b = 1\n')
  if (imported.startsWith('.')) write(join(dirname(file), imported), 'export const b = 1\n')
  const report = await checkImports(folder)
  expect(report.violations.map((violation) => violation.split(':')[0])).toContain(rule)
})

test('a run that read fewer files than there are is a fault', () => {
  expect(describeFaults({ seen: 0, files: 12, violations: [] })).toHaveLength(1)
  expect(describeFaults({ seen: 0, files: 0, violations: [] })).toHaveLength(1)
  expect(describeFaults({ seen: 12, files: 12, violations: [] })).toEqual([])
})
