import type { ClassId, PersonId, SchoolId } from '../ids.ts'
import type { SchoolStanding, Standing } from '../policy/standing.ts'
import { rightsTable, type ActingRole, type Reach, type RightsAction } from './table.ts'

/** `operator`: whoever runs the command line on the server, and so could read the database. */
export type Actor = 'operator' | Standing | undefined

/** What is acted on. Without a class it is the school as a whole; a person who is a pupil or child of several classes: one call each. */
export interface RightsTarget {
  readonly school: SchoolId
  readonly class?: ClassId | undefined
  /** Whose child may act: asked only where the table says `own-child`. */
  readonly child?: PersonId | undefined
}

export type Right =
  | { readonly allowed: true; readonly as: ActingRole | 'operator' }
  | { readonly allowed: false; readonly reason: RightsRefusal }

export type RightsRefusal = 'not-of-a-school' | 'another-school' | 'another-class' | 'not-your-role'

export function may(actor: Actor, action: RightsAction, target: RightsTarget): Right {
  if (actor === 'operator') return { allowed: true, as: 'operator' }
  if (actor === undefined || actor.schools.length === 0) return refuse('not-of-a-school')
  const here = actor.schools.find((one) => one.school === target.school)
  if (here === undefined) return refuse('another-school')
  const row = rightsTable[action]
  const held = actingRoles(here).filter((role) => row[role] !== undefined)
  if (held.length === 0) return refuse('not-your-role')
  const fitting = held.find((role) => reaches(here, role, row[role] ?? 'own-child', target))
  return fitting === undefined ? refuse('another-class') : { allowed: true, as: fitting }
}

/** Where the action is allowed at all: `school`, or the classes; empty where nowhere. For lists. */
export function reachOf(
  actor: Actor,
  action: RightsAction,
  school: SchoolId,
): 'school' | ReadonlySet<ClassId> {
  if (actor === 'operator') return 'school'
  const here = actor?.schools.find((one) => one.school === school)
  if (here === undefined) return new Set()
  const row = rightsTable[action]
  const held = actingRoles(here).filter((role) => row[role] !== undefined)
  if (held.some((role) => row[role] === 'own-school')) return 'school'
  const classes = held.filter((role) => row[role] === 'own-class')
  return new Set(classes.flatMap((role) => [...classesOf(here, role)]))
}

/** Widest first. */
function actingRoles(standing: SchoolStanding): readonly ActingRole[] {
  const { roles, headOf } = standing
  return [
    ...(roles.has('administrator') ? (['administrator'] as const) : []),
    ...(headOf.size > 0 ? (['class-teacher'] as const) : []),
    ...(roles.has('teacher') ? (['teacher'] as const) : []),
    ...(roles.has('parent') ? (['parent'] as const) : []),
    ...(roles.has('pupil') ? (['pupil'] as const) : []),
  ]
}

function reaches(
  here: SchoolStanding,
  role: ActingRole,
  reach: Reach,
  target: RightsTarget,
): boolean {
  switch (reach) {
    case 'own-school':
      return true
    case 'own-class':
      return target.class !== undefined && classesOf(here, role).has(target.class)
    case 'own-child':
      return target.child !== undefined && here.children.has(target.child)
  }
}

function classesOf(here: SchoolStanding, role: ActingRole): ReadonlySet<ClassId> {
  switch (role) {
    case 'administrator':
      return new Set()
    case 'class-teacher':
      return here.headOf
    case 'teacher':
      return here.teaches
    case 'parent':
      return here.parentIn
    case 'pupil':
      return here.pupilOf
  }
}

function refuse(reason: RightsRefusal): Right {
  return { allowed: false, reason }
}
