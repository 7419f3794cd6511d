import { expect, test } from 'vitest'
import { fakeEngine } from '../testing/engine.ts'
import { smallSchool } from '../testing/small-school.ts'
import { applyPlan } from './apply.ts'
import { planSet } from './plan-set.ts'
import { isEmptyPlan } from './plan-school.ts'

const school = smallSchool()
const limits = { maxRemovePercent: 30, minExisting: 10 }

test('a school that its roster no longer has is refused, and emptied only when that is allowed', async () => {
  const engine = await fakeEngine()
  const options = { limits, allowMassRemoval: false, actor: 'operator' }
  for (const plan of await planSet(engine, limits, { schools: [school], source: 'roster' })) {
    await applyPlan(engine, plan, options)
  }
  const [gone] = await planSet(engine, limits, { schools: [], source: 'roster' })
  if (gone === undefined) throw new Error('the missing school is not in the plan')
  expect(gone.unsafe[0]?.what).toBe('school')
  await expect(applyPlan(engine, gone, options)).rejects.toMatchObject({ code: 'unsafe-plan' })
  await applyPlan(engine, gone, { ...options, allowMassRemoval: true })
  const stored = await engine.store.schools.load(school.info.id)
  expect(stored?.people).toEqual([])
  expect(await planSet(engine, limits, { schools: [], source: 'roster' })).toEqual([])
})

test('a school of another source is not missing, and stored schools are planned without a roster', async () => {
  const engine = await fakeEngine()
  const at = '2026-11-24T00:00:00Z'
  const id = school.info.id
  await engine.store.schools.change(id, 'console', [{ kind: 'add-school', info: school.info }], at)
  expect(await planSet(engine, limits, { schools: [], source: 'roster' })).toEqual([])
  const plans = await planSet(engine, limits)
  expect(plans.map((plan) => [plan.school, isEmptyPlan(plan)])).toEqual([[id, true]])
})
