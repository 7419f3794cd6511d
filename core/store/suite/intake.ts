import { expect, test } from 'vitest'
import { roomId } from '../../school/ids.ts'
import type { IntakeRepository } from '../live-ports.ts'
import { openStore } from '../store.ts'
import { at, type FreshDatabase, later, secrets, withStore } from './setting.ts'

const [one, other, third] = [roomId('!one'), roomId('!other'), roomId('!third')]
const nothing = new Set<never>()

function waiting(event: string, room = one) {
  return { event, room, kept: JSON.stringify({ of: event }) }
}

async function order(intake: IntakeRepository): Promise<readonly string[]> {
  const seen: string[] = []
  for (;;) {
    const batch = await intake.next(at, 100, nothing)
    if (batch.length === 0) return seen
    seen.push(...batch.map(({ event }) => event))
    await intake.handled(
      batch.map(({ event }) => event),
      at,
    )
  }
}

export function intakeFacts(fresh: FreshDatabase): void {
  test('Of each room the first event that waits is next, in the order of arrival.', async () => {
    await withStore(fresh, async ({ intake }) => {
      const events = [waiting('$1', other), waiting('$2'), waiting('$3'), waiting('$4', third)]
      expect(await intake.take('hs', '1', events, at)).toBe(true)
      const next = await intake.next(at, 10, nothing)
      expect(next.map(({ event }) => event)).toEqual(['$1', '$2', '$4'])
      expect(next[1]).toEqual({ event: '$2', room: one, kept: '{"of":"$2"}', attempts: 0 })
      expect((await intake.next(at, 1, new Set([other]))).map(({ event }) => event)).toEqual(['$2'])
      await intake.handled(['$2'], at)
      expect((await intake.next(at, 10, new Set([other, third])))[0]?.event).toBe('$3')
      expect(await intake.counts()).toEqual({ waiting: 3, dead: 0, oldestAt: at })
    })
  })

  test('What was taken is passed over when it comes again, and new events of an old transaction are not.', async () => {
    await withStore(fresh, async ({ intake }) => {
      expect(await intake.take('hs', '1', [waiting('$1'), waiting('$2'), waiting('$2')], at)).toBe(
        true,
      )
      expect(await intake.take('hs', '1', [waiting('$1'), waiting('$2')], later)).toBe(false)
      expect(await intake.take('hs', '2', [waiting('$2'), waiting('$3')], later)).toBe(true)
      expect(await intake.take('hs', '1', [waiting('$4')], later)).toBe(false)
      expect(await intake.take('hs made anew', '1', [waiting('$5')], later)).toBe(true)
      expect(await intake.take('hs', '3', [], later)).toBe(true)
      expect(await order(intake)).toEqual(['$1', '$2', '$3', '$4', '$5'])
      await intake.take('hs', '9', [waiting('$1')], later)
      expect((await intake.counts()).waiting).toBe(0)
    })
  })

  test('An event that failed waits for its time, and its room behind it.', async () => {
    await withStore(fresh, async ({ intake }) => {
      await intake.take('hs', '1', [waiting('$1'), waiting('$2'), waiting('$3', other)], at)
      await intake.failed('$1', 'homeserver-refused', later)
      expect((await intake.next(at, 10, nothing)).map(({ event }) => event)).toEqual(['$3'])
      const [first] = await intake.next(later, 10, new Set([other]))
      expect([first?.event, first?.attempts]).toEqual(['$1', 1])
    })
  })

  test('A buried event lets its room go on, is listed, and waits again when it is revived.', async () => {
    await withStore(fresh, async ({ intake }) => {
      await intake.take('hs', '1', [waiting('$1'), waiting('$2')], at)
      await intake.bury('$1', 'handler-failed', later)
      expect((await intake.next(at, 10, nothing))[0]?.event).toBe('$2')
      expect(await intake.dead(10)).toEqual([
        { ...waiting('$1'), attempts: 1, error: 'handler-failed', at: later },
      ])
      expect(await intake.counts()).toEqual({ waiting: 1, dead: 1, oldestAt: at })
      expect(await intake.revive(at)).toBe(1)
      expect(await intake.revive(at)).toBe(0)
      const [next] = await intake.next(at, 10, nothing)
      expect([next?.event, next?.attempts]).toEqual(['$1', 0])
    })
  })

  test('Of a handled event nothing is kept but that it was, and that is forgotten later.', async () => {
    await withStore(fresh, async ({ intake }) => {
      await intake.take('hs', '1', [waiting('$1'), waiting('$2'), waiting('$3')], at)
      await intake.handled(['$1'], at)
      await intake.bury('$2', 'handler-failed', at)
      await intake.forget(later)
      expect(await intake.take('hs', '1', [], later)).toBe(true)
      await intake.take('hs', '2', [waiting('$1'), waiting('$2'), waiting('$3')], later)
      expect(await order(intake)).toEqual(['$3', '$1'])
    })
  })

  test('Strange letters come back as they were.', async () => {
    await withStore(fresh, async ({ intake }) => {
      const kept = JSON.stringify({ text: '\u0000 \ud800 "\\ Ё 🙂' })
      await intake.take('hs', '1', [{ event: '$1', room: one, kept }], at)
      expect((await intake.next(at, 1, nothing))[0]?.kept).toBe(kept)
    })
  })

  test('What two stores take at once has one order, in which each transaction stands together.', async () => {
    const settings = await fresh()
    const stores = await Promise.all([openStore(settings, secrets), openStore(settings, secrets)])
    await Promise.all(
      stores.flatMap(({ intake }, of) =>
        Array.from({ length: 20 }, (_, txn) => {
          const events = Array.from({ length: 5 }, (_, place) => waiting(`$${of}-${txn}-${place}`))
          return intake.take('hs', `${of}-${txn}`, events, at)
        }),
      ),
    )
    const seen = await order(stores[0].intake)
    await Promise.all(stores.map((store) => store.close()))
    expect(seen).toHaveLength(200)
    for (let start = 0; start < 200; start += 5) {
      const group = seen[start]?.replace(/0$/, '')
      expect(seen.slice(start, start + 5)).toEqual([0, 1, 2, 3, 4].map((n) => `${group}${n}`))
    }
  })
}
