import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { School } from '../school/people.ts'
import { arbitrarySchool } from '../testing/arbitrary-school.ts'
import { apply, fakeEngine, giveAccount, planRoster, planStored } from '../testing/engine.ts'
import { enter } from './enter.ts'

const runs = { numRuns: 25 }

async function built(school: School, enteringCount: number) {
  const engine = await fakeEngine()
  await apply(engine, await planRoster(engine, school))
  for (const person of school.people.slice(0, enteringCount)) {
    await giveAccount(engine, school.info.id, person.id)
    await (
      await enter(engine, person.id)
    ).complete
  }
  return engine
}

describe('laws of the plan', () => {
  it('is empty after applying, whatever school became whatever other one', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrarySchool(),
        arbitrarySchool(),
        fc.nat(6),
        async (one, other, people) => {
          const engine = await built(one, people)
          const { failures } = await apply(engine, await planRoster(engine, other), true)
          expect(failures).toEqual([])
          const again = await planRoster(engine, other)
          expect([...again.changes, ...again.actions]).toEqual([])
        },
      ),
      runs,
    )
  }, 120_000)

  it('never touches the bot, and removes only whom the new school does not have in that room', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySchool(), arbitrarySchool(), async (one, other) => {
        const engine = await built(one, 4)
        const plan = await planRoster(engine, other)
        for (const action of plan.actions) {
          if ('user' in action) expect(action.user).not.toBe(engine.homeserver.bot)
          if (action.kind === 'remove-member') {
            expect(plan.desired.get(action.room)?.members.has(action.user) ?? false).toBe(false)
          }
        }
      }),
      runs,
    )
  }, 120_000)

  it('is the same when planned twice', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySchool(), arbitrarySchool(), async (one, other) => {
        const engine = await built(one, 2)
        const first = await planRoster(engine, other)
        const second = await planRoster(engine, other)
        expect(second.actions).toEqual(first.actions)
        expect((await planStored(engine, one.info.id)).actions).toEqual([])
      }),
      runs,
    )
  }, 120_000)
})
