/**
 * A plan on disk, to be looked at by one person and applied by another, or later. It names people by id alone, so it
 * cannot be carried out from the file: `apply --plan` makes the plan again from the same roster and goes on only when it
 * is the same one, to the last value. The digests are keyed with a secret of the installation: nobody can try out names
 * on them, and a plan of another installation is no plan here.
 */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import { countItems, planItems } from './output/plan-items.ts'
import { writePrivateFile } from './private-file.ts'
import { digestRoster } from './roster-digest.ts'

const SavedPlan = z.object({
  format: z.literal(1),
  kind: z.literal('lyceum-plan'),
  made_at: z.string(),
  /** Null: the plan of the stored schools. */
  roster: z
    .object({
      path: z.string(),
      /** Mended rows that were given with it. */
      refused: z.string().optional(),
      digest: z.string(),
      /** How it was to be understood. */
      options: z.object({
        school: z.string().optional(),
        role: z.enum(['administrator', 'teacher', 'pupil', 'parent']).optional(),
        source: z.string().optional(),
        matchIds: z.boolean().optional(),
      }),
    })
    .nullable(),
  schools: z.array(z.object({ school: z.string(), digest: z.string() })),
  counts: z.record(z.string(), z.number()),
  actions: z.array(z.looseObject({ kind: z.string() })),
})

export type SavedPlan = z.infer<typeof SavedPlan>

export interface PlannedRoster {
  /** Absolute, as `refused` is. */
  readonly path: string
  readonly refused: string | undefined
}

/** Of a command's arguments: the roster and the mended rows. */
export function plannedRoster(
  [path, refused]: readonly (string | undefined)[],
  cwd: string,
): PlannedRoster | undefined {
  if (path === undefined) return undefined
  return {
    path: resolve(cwd, path),
    refused: refused === undefined ? undefined : resolve(cwd, refused),
  }
}

export interface PlanToSave {
  readonly plans: readonly SchoolPlan[]
  /** What they came from; undefined for the stored schools. */
  readonly roster: PlannedRoster | undefined
  readonly options: NonNullable<SavedPlan['roster']>['options']
  readonly madeAt: string
  /** Secret of the installation. */
  readonly key: string
}

/** Mode 0600; replaces an older one. */
export async function savePlan(file: string, planned: PlanToSave): Promise<void> {
  const { plans, roster, madeAt, key } = planned
  const { school, role, source, matchIds } = planned.options
  const saved: SavedPlan = {
    format: 1,
    kind: 'lyceum-plan',
    made_at: madeAt,
    roster:
      roster === undefined
        ? null
        : {
            ...roster,
            digest: await digestOf(roster, key),
            options: { school, role, source, matchIds },
          },
    schools: plans.map((plan) => ({ school: plan.school, digest: digestPlan(plan, key) })),
    counts: countItems(plans),
    actions: plans.flatMap(planItems),
  }
  writePrivateFile(file, `${JSON.stringify(saved, undefined, 1)}\n`)
}

/** Throws `no-plan` when it cannot be read or is no saved plan. */
export function readSavedPlan(file: string): SavedPlan {
  try {
    return SavedPlan.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new LyceumError('no-plan', `${file} is no saved plan, or cannot be read.`, {
      hint: 'lyceum plan [roster] --out FILE saves one.',
      exitCode: exitCodes.badInput,
      cause,
    })
  }
}

/** Throws `stale-plan` when anything else would be done now than was seen. `roster`: the path that `plans` came from. */
export async function checkUnchanged(
  saved: SavedPlan,
  { plans, roster, key }: Pick<PlanToSave, 'plans' | 'roster' | 'key'>,
): Promise<void> {
  const digest = roster === undefined ? undefined : await digestOf(roster, key)
  if (saved.roster?.digest !== digest) throw stale('the roster is not the one that was planned')
  const now = new Map(plans.map((plan) => [plan.school as string, digestPlan(plan, key)]))
  const then = new Map(saved.schools.map(({ school, digest: seen }) => [school, seen]))
  const changed = [...new Set([...now.keys(), ...then.keys()])].filter(
    (school) => now.get(school) !== then.get(school),
  )
  if (changed.length === 0) return
  throw stale(`something else is to be done now in ${changed.join(', ')}`)
}

async function digestOf({ path, refused }: PlannedRoster, key: string): Promise<string> {
  const digests = [await digestRoster(path, key)]
  if (refused !== undefined) digests.push(await digestRoster(refused, key))
  return digests.join('-')
}

function stale(why: string): LyceumError {
  return new LyceumError('stale-plan', `The saved plan is stale: ${why}. Nothing was changed.`, {
    hint: 'Make it again with lyceum plan --out FILE, look at it, and apply that one.',
  })
}

/** All that would be written: the changes, the actions, and what the rooms that they touch are to be. */
function digestPlan(plan: SchoolPlan, key: string): string {
  const touched = new Set(
    plan.actions.flatMap((action) => [
      ...('room' in action ? [action.room] : []),
      ...('rooms' in action ? action.rooms : []),
      ...('child' in action ? [action.child] : []),
    ]),
  )
  const rooms = [...touched].map((room) => [room, plan.ids.get(room), plan.desired.get(room)])
  const { school, source, changes, actions, unsafe } = plan
  const seen = canonical({ school, source, changes, actions, unsafe, rooms })
  return createHmac('sha256', key).update(seen).digest('hex')
}

/** The same text for the same content, whatever the order of lists, maps and keys. */
function canonical(value: unknown): string {
  if (value instanceof Map || value instanceof Set) return canonical([...value])
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).map(([name, inner]) => `${name}:${canonical(inner)}`)
  return `{${entries.toSorted().join()}}`
}
