import { expect, test } from 'vitest'
import { killIntake } from './kill-intake.ts'

test('An intake killed at 20 random moments while 1,000 events arrive loses none and keeps the order of each room.', async () => {
  const { lost, outOfOrder } = await killIntake(20, 1000)
  expect({ lost, outOfOrder }).toEqual({ lost: 0, outOfOrder: 0 })
}, 300_000)
