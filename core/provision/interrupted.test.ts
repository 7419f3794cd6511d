import { describe, expect, it, vi } from 'vitest'
import type { WriteMoment } from '../homeserver/fake.ts'
import type { StateEvent } from '../homeserver/ports.ts'
import { applyRoster, engineOn, fakeEngine, memoryStore, planRoster } from '../testing/engine.ts'
import { smallSchool } from '../testing/small-school.ts'
import type { Engine } from './engine.ts'
import { runActions } from './run-actions.ts'

vi.setConfig({ testTimeout: 120_000 })

const school = smallSchool({ classes: 2, pupilsPerClass: 1 })

/** What people would see, without ids. */
async function describeWorld(engine: Engine): Promise<readonly string[]> {
  const { ids } = await planRoster(engine, school)
  const names = new Map([...ids].map(([key, id]) => [id as string, key as string]))
  const lines = await Promise.all(
    [...ids].map(async ([key, id]) => {
      const state = (await engine.homeserver.roomState(id)) ?? []
      return state.map((event: StateEvent) => {
        const text = JSON.stringify([key, event.type, event.state_key, event.content])
        return [...names].reduce((line, [room, name]) => line.replaceAll(room, name), text)
      })
    }),
  )
  return lines.flat().toSorted()
}

async function killedAt(write: number, moment: WriteMoment) {
  const engine = await fakeEngine()
  let dead = false
  engine.homeserver.onWrite = (n, at) => {
    if (n > write || (n === write && at === moment)) dead = true
    // What the homeserver has begun it ends, unless it is the one that dies.
    if (dead && (at !== 'within' || moment === 'within')) throw new Error('killed')
  }
  await applyRoster(engine, school)
  engine.homeserver.onWrite = undefined
  return engine
}

describe('an apply that was killed', () => {
  it('gives the same school when run again, wherever it was killed', async () => {
    const undisturbed = await fakeEngine()
    await applyRoster(undisturbed, school)
    const wanted = await describeWorld(undisturbed)
    for (let write = 1; write <= undisturbed.homeserver.writes; write += 1) {
      for (const moment of ['before', 'after'] as const) {
        const engine = await killedAt(write, moment)
        await applyRoster(engine, school)
        expect(await describeWorld(engine), `${moment} write ${write}`).toEqual(wanted)
        expect((await planRoster(engine, school)).actions).toEqual([])
      }
    }
  })

  it('takes over a room that the homeserver left half made', async () => {
    const undisturbed = await fakeEngine()
    await applyRoster(undisturbed, school)
    const engine = await killedAt(3, 'within')
    await applyRoster(engine, school)
    expect(await describeWorld(engine)).toEqual(await describeWorld(undisturbed))
  })

  it('finds its rooms again when the database was lost', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const fresh = engineOn(engine.homeserver, await memoryStore())
    expect((await planRoster(fresh, school)).actions).toEqual([])
  })
})

describe('two applies of one plan', () => {
  it('adopt one another’s rooms instead of making them twice', async () => {
    const engine = await fakeEngine()
    const plan = await planRoster(engine, school)
    await engine.store.schools.change(
      plan.school,
      'roster',
      plan.changes,
      engine.now().toISOString(),
    )
    const [one, other] = await Promise.all([
      runActions(engine, plan, () => undefined),
      runActions(engine, plan, () => undefined),
    ])
    expect(one.adopted + other.adopted).toBe(plan.desired.size)
    expect((await planRoster(engine, school)).actions).toEqual([])
  })

  it('are not let in side by side: the second is told who is at work', async () => {
    const engine = await fakeEngine()
    const second = engineOn(engine.homeserver, engine.store)
    const results = await Promise.allSettled([
      applyRoster(engine, school),
      applyRoster(second, school),
    ])
    expect(results.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})
