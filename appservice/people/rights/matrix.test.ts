/** Every route for those who manage a school, asked by every role in every scope over HTTP; what is right follows from the table. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schoolId } from '@lyceum/core/school/ids.ts'
import { rightsTable, type RightsAction } from '@lyceum/core/school/rights/table.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { startCast, type ActorName, type Cast } from './cast.ts'
import { classRoutes } from './class-routes.ts'
import { lettingInRoutes } from './letting-in-routes.ts'
import { managingRoutes } from './managing-routes.ts'
import { targetOf, type Scope } from './scopes.ts'

const actors: readonly ActorName[] = [
  'administrator',
  'class-teacher',
  'teacher',
  'parent',
  'pupil',
  'foreigner',
  'nobody',
]

/** By the table's words alone. */
function isAllowed(actor: ActorName, action: RightsAction, scope: Scope): boolean {
  const row = rightsTable[action]
  const isThere = scope === 'elsewhere' || scope === 'whole-elsewhere'
  if (actor === 'foreigner') return isThere && row.administrator === 'own-school'
  if (isThere) return false
  switch (actor) {
    case 'administrator':
      return row.administrator === 'own-school'
    case 'class-teacher':
      return (
        (scope === 'led' && row['class-teacher'] === 'own-class') ||
        ((scope === 'led' || scope === 'taught') && row.teacher === 'own-class')
      )
    case 'teacher':
      return scope === 'led' && row.teacher === 'own-class'
    case 'parent':
    case 'pupil':
    case 'nobody':
      return false
  }
}

/** A list is for whoever has the right anywhere in the school. */
function mayList(actor: ActorName, action: RightsAction, scope: Scope): boolean {
  const classes: readonly Scope[] =
    scope === 'whole-elsewhere' ? ['elsewhere'] : ['led', 'taught', 'other']
  return [scope, ...classes].some((one) => isAllowed(actor, action, one))
}

let cast: Cast
let before: School | undefined
beforeAll(async () => {
  cast = await startCast()
  before = await cast.site.engine.store.schools.load(schoolId('S1'))
})
afterAll(() => cast.stop())

const routes = [...managingRoutes, ...classRoutes, ...lettingInRoutes]
const cells = routes.flatMap((route) => {
  return actors.flatMap((actor) => route.scopes.map((scope) => ({ route, actor, scope })))
})

test('there are enough of them', () => {
  expect(cells.length).toBeGreaterThanOrEqual(400)
})

describe.each(routes.map((route) => [route.name, route] as const))('%s', (_, route) => {
  test.each(actors.flatMap((actor) => route.scopes.map((scope) => [actor, scope] as const)))(
    'as %s, %s',
    async (actor, scope) => {
      const isMine = (route.list === true ? mayList : isAllowed)(actor, route.action, scope)
      const { status } = await route.ask(cast, actor, targetOf(scope))
      if (isMine) expect(route.answers).toContain(status)
      // Of another school not even whether there is such a thing is told.
      else if (actor === 'nobody') expect(status).toBe(401)
      else expect([403, 404]).toContain(status)
      if (!isMine && actor !== 'foreigner' && !scope.endsWith('elsewhere') && actor !== 'nobody') {
        expect(status).toBe(403)
      }
    },
  )
})

test('nobody was changed by all of it', async () => {
  const after = await cast.site.engine.store.schools.load(schoolId('S1'))
  for (const part of ['people', 'staff', 'places', 'guardianships'] as const) {
    expect(after?.[part]).toEqual(before?.[part])
  }
})
