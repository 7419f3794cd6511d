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
import { schoolId, type SchoolId } from '@lyceum/core/school/ids.ts'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { CommandInput } from '../command.ts'
import { project } from '../project.ts'
import { readRosterFor, sourceOf } from '../roster-input.ts'
import type { UpOptions } from './prepare.ts'

/**
 * Gives the school that is to be tried by links: the one brought now, or the sample that an earlier start brought. None
 * of any other school, whose people have links of their own.
 */
export async function importFirst(
  input: CommandInput<unknown>,
  config: Config,
  engine: Engine,
  options: Pick<UpOptions, 'roster' | 'empty'>,
): Promise<SchoolId | undefined> {
  const underway = join(config.folder, 'first-import')
  const sample = join(config.folder, 'sample-school')
  const unfinished = existsSync(underway) ? readFileSync(underway, 'utf8') : undefined
  const isEmpty = (await engine.store.schools.list()).length === 0
  if (unfinished === undefined && !isEmpty) {
    if (options.roster !== undefined) input.output.warn(input.t('up.roster-ignored'))
    return noted(sample)
  }
  if (options.empty === true && unfinished === undefined) return undefined
  const path = unfinished ?? rosterPath(input, options)
  writeFileSync(underway, path, { mode: 0o600 })
  const school = await importRoster(input, config, engine, path).catch((error: unknown) => {
    // A roster with faults has changed nothing: the next start may name another one.
    if (error instanceof LyceumError && error.exitCode === exitCodes.badInput) rmSync(underway)
    throw error
  })
  if (path === project.sampleRoster) writeFileSync(sample, school ?? '', { mode: 0o600 })
  rmSync(underway)
  return school
}

function noted(file: string): SchoolId | undefined {
  const id = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return id === '' ? undefined : schoolId(id)
}

function rosterPath(input: CommandInput<unknown>, { roster }: Pick<UpOptions, 'roster'>): string {
  return roster === undefined ? project.sampleRoster : resolve(input.io.cwd, roster)
}

/** Gives the first school of the roster. */
async function importRoster(
  input: CommandInput<unknown>,
  config: Config,
  engine: Engine,
  path: string,
): Promise<SchoolId | undefined> {
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
  return schools[0]?.info.id
}
