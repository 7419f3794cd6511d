/** Where something is asked for, and how a route of the API is asked by everybody. */
import { classId, type ClassId } from '@lyceum/core/school/ids.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import type { ActorName, Cast, Reply } from './cast.ts'

/** `led`: C2; `taught`: C3, of which the class teacher is a plain teacher; `other`: C1; `elsewhere`: a class of school S2. */
export type Scope = 'led' | 'taught' | 'other' | 'whole' | 'elsewhere' | 'whole-elsewhere'
export const inClasses: readonly Scope[] = ['led', 'taught', 'other', 'elsewhere']
export const wholes: readonly Scope[] = ['whole', 'whole-elsewhere']
const numbers = { led: 2, taught: 3, other: 1, elsewhere: 1 } as const

export interface Target {
  readonly school: string
  readonly class: ClassId | undefined
  readonly pupil: string
  readonly parent: string
  readonly teacher: string
}

export function targetOf(scope: Scope): Target {
  const school = scope.endsWith('elsewhere') ? 'S2' : 'S1'
  const n = scope === 'whole' || scope === 'whole-elsewhere' ? undefined : numbers[scope]
  const at = n ?? 1
  return {
    school,
    class: n === undefined ? undefined : classId(`${school}-C${at}`),
    pupil: `${school}-P${at}-2`,
    parent: `${school}-G${at}-2`,
    teacher: `${school}-T${at}`,
  }
}

export interface Route {
  readonly name: string
  readonly action: RightsAction
  readonly scopes: readonly Scope[]
  readonly list?: true
  /** What an allowed request answers: chosen so that it changes nobody. */
  readonly answers: readonly number[]
  ask(cast: Cast, actor: ActorName, target: Target): Promise<Reply>
}

export const get = (path: (target: Target) => string): Route['ask'] => {
  return (cast, actor, target) => cast.ask(actor, 'GET', path(target))
}
export const send = (
  method: string,
  path: (target: Target) => string,
  body: (target: Target) => object,
): Route['ask'] => {
  return (cast, actor, target) => cast.ask(actor, method, path(target), body(target))
}
export const list = (path: string, action: RightsAction): Route => ({
  name: `GET ${path}`,
  action,
  scopes: wholes,
  list: true,
  answers: [200],
  ask: get(({ school }) => `${path}?school=${school}`),
})
