import { randomInt } from 'node:crypto'
import type {} from '@lyceum/deploy/embedded/test-homeserver.ts'
import { expect, inject, test } from 'vitest'
import { killApplies } from './kill-apply.ts'

test('an apply that was killed at ten random points gives the same school when run again', async () => {
  const seed = randomInt(2 ** 31)
  console.log(`seed of the kills: ${seed}`)
  const { faults, rooms } = await killApplies(inject('homeserver'), { points: 10, seed })
  expect(faults, `seed ${seed}`).toEqual([])
  expect(rooms).toBe(12)
}, 600_000)
