/**
 * The import direction (.dependency-cruiser.cjs), with proof that the tool has seen the code: without a parser it reads
 * nothing and finds no fault. Run as a program it prints what is wrong and ends with 1.
 */
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { projectFolder } from './node24.js'

const folders = [
  'core',
  'deploy',
  'appservice',
  'provisioning-cli',
  'widgets',
  'bench',
  'examples',
] as const

export interface ImportReport {
  /** Source files that the tool read, of those that exist. */
  readonly seen: number
  readonly files: number
  /** `rule: from -> to` */
  readonly violations: readonly string[]
}

/** Checks the source files under `folder`, which is laid out as the project is. Changes the working folder while it runs. */
export async function checkImports(folder: string = projectFolder): Promise<ImportReport> {
  const configuration = createRequire(import.meta.url)(
    join(projectFolder, '.dependency-cruiser.cjs'),
  )
  const files = globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`, {
    cwd: folder,
    exclude: (name) => /(^|\/)(node_modules|dist)$/.test(name),
  })
  const before = process.cwd()
  process.chdir(folder)
  try {
    const { output } = await cruise([...files], {
      ...configuration.options,
      ruleSet: { forbidden: configuration.forbidden },
      validate: true,
      baseDir: folder,
    })
    if (typeof output === 'string') throw new Error('dependency-cruiser gave text, not a result')
    return {
      seen: output.modules.filter((module) => files.includes(module.source)).length,
      files: files.length,
      violations: output.summary.violations.map(
        (violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`,
      ),
    }
  } finally {
    process.chdir(before)
  }
}

/** Why the report is bad, one line each; empty when it is good. */
export function describeFaults(report: ImportReport): readonly string[] {
  const blind =
    report.files === 0 || report.seen < report.files
      ? [`only ${report.seen} of ${report.files} source files were read: is @swc/core installed?`]
      : []
  return [...blind, ...report.violations]
}

if (import.meta.main) {
  const report = await checkImports()
  const faults = describeFaults(report)
  for (const fault of faults) console.error(fault)
  console.error(`${report.seen} source files read, ${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
