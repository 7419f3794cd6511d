/**
 * The first roster of a new installation: the sample school, or the one that was named. It goes the way of every roster,
 * plan and apply. A note in the data folder says that it is under way, so that a start after a killed one continues.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { applyPlan } from '@lyceum/core/provision/apply.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { planSet } from '@lyceum/core/provision/plan-set.ts'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { CommandInput } from '../command.ts'
import { project } from '../project.ts'
import { readRosterFor, sourceOf } from '../roster-input.ts'
import type { UpOptions } from './prepare.ts'

export interface FirstImport {
  /** Whether something was brought now. */
  readonly isNew: boolean
  /** Whether what is here is the sample school, now or since an earlier start. */
  readonly isSample: boolean
}

export async function importFirst(
  input: CommandInput<unknown>,
  config: Config,
  engine: Engine,
  options: Pick<UpOptions, 'roster' | 'empty'>,
): Promise<FirstImport> {
  const underway = join(config.folder, 'first-import')
  const sample = join(config.folder, 'sample-school')
  const unfinished = existsSync(underway) ? readFileSync(underway, 'utf8') : undefined
  const isEmpty = (await engine.store.schools.list()).length === 0
  if (unfinished === undefined && !isEmpty) {
    if (options.roster !== undefined) input.output.warn(input.t('up.roster-ignored'))
    return { isNew: false, isSample: existsSync(sample) }
  }
  if (options.empty === true && unfinished === undefined) return { isNew: false, isSample: false }
  const path = unfinished ?? rosterPath(input, options)
  const isSample = path === project.sampleRoster
  writeFileSync(underway, path, { mode: 0o600 })
  await importRoster(input, config, engine, path).catch((error: unknown) => {
    // A roster with faults has changed nothing: the next start may name another one.
    if (error instanceof LyceumError && error.exitCode === exitCodes.badInput) rmSync(underway)
    throw error
  })
  if (isSample) writeFileSync(sample, '', { mode: 0o600 })
  rmSync(underway)
  return { isNew: true, isSample }
}

function rosterPath(input: CommandInput<unknown>, { roster }: Pick<UpOptions, 'roster'>): string {
  return roster === undefined ? project.sampleRoster : resolve(input.io.cwd, roster)
}

async function importRoster(
  input: CommandInput<unknown>,
  config: Config,
  engine: Engine,
  path: string,
): Promise<void> {
  const { output, t } = input
  const roster = await readRosterFor(input, path, config)
  if (!roster.isGood) {
    throw new LyceumError('bad-roster', t('up.bad-roster'), {
      hint: t('up.bad-roster-hint', { path }),
      exitCode: exitCodes.badInput,
    })
  }
  const { schools, scopes } = roster
  const source = sourceOf(roster, path)
  const set = { schools, source, ...(scopes === undefined ? {} : { scopes }) }
  const bar = output.progress(t('up.importing'))
  const { limits } = config
  for (const plan of await planSet(engine, limits, set)) {
    const { failures } = await applyPlan(engine, plan, {
      limits,
      allowMassRemoval: false,
      actor: 'operator',
      onProgress: bar.update,
    })
    if (failures.length > 0) {
      bar.end()
      throw new LyceumError('partly-imported', t('apply.partly', { count: failures.length }), {
        hint: t('apply.partly-hint'),
        exitCode: exitCodes.partlyApplied,
      })
    }
  }
  bar.end()
}
