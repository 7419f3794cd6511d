import { expect, test } from 'vitest'
import { userId } from '../../school/ids.ts'
import type { NewPhoneCheck } from '../phone-ports.ts'
import { openStore } from '../store.ts'
import { at, type FreshDatabase, later, secrets, withStore } from './setting.ts'

const number = '+79001234567'
const limits = { resendSeconds: 60, perNumberADay: 5, perDay: 100 }
const check: NewPhoneCheck = {
  number,
  purpose: 'enter',
  code: '123456',
  expiresAt: '2026-09-01T08:10:00.000Z',
}
const wrong = { number, purpose: 'enter', code: '000000' } as const
const user = userId('@anna:example.org')
const after = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString()

export function phoneFacts(fresh: FreshDatabase): void {
  test('A code is right until it is used, for its number and purpose, and proves the number.', async () => {
    await withStore(fresh, async ({ phones }) => {
      expect((await phones.start(check, limits, at)).state).toBe('started')
      expect(await phones.tryCode(wrong, at)).toBe('wrong')
      expect(await phones.tryCode({ ...check, purpose: 'forgotten' }, at)).toBe('over')
      expect(await phones.tryCode({ ...check, number: '+79000000000' }, at)).toBe('over')
      expect([await phones.tryCode(check, at), await phones.tryCode(check, at)]).toEqual([
        'right',
        'right',
      ])
      await phones.useUp(number, 'forgotten')
      expect(await phones.tryCode(check, at)).toBe('right')
      await phones.useUp(number, 'enter')
      expect(await phones.tryCode(check, at)).toBe('over')
    })
  })

  test('A decoy counts as a code and fits nothing until it is made one.', async () => {
    await withStore(fresh, async ({ phones }) => {
      const decoy = { ...check, purpose: 'forgotten', isDecoy: true } as const
      const started = await phones.start(decoy, limits, at)
      if (started.state !== 'started') throw new Error(started.state)
      expect((await phones.start(decoy, limits, at)).state).toBe('too-soon')
      expect((await phones.start(check, { ...limits, perDay: 1 }, at)).state).toBe('started')
      expect(await phones.tryCode(decoy, at)).toBe('wrong')
      expect(await phones.tryCode({ ...decoy, code: '' }, at)).toBe('wrong')
      await phones.arm(started.id, decoy)
      expect(await phones.tryCode(decoy, at)).toBe('right')
    })
  })

  test('A code ends by its time, and when a newer one is sent.', async () => {
    await withStore(fresh, async ({ phones }) => {
      await phones.start(check, limits, at)
      expect(await phones.tryCode(check, later)).toBe('over')
      await phones.start({ ...check, code: '654321' }, limits, after(60))
      expect(await phones.tryCode(check, after(61))).toBe('wrong')
      expect(await phones.tryCode({ ...check, code: '654321' }, after(61))).toBe('right')
    })
  })

  test('Of a hundred wrong codes at once, over two stores, five are looked at.', async () => {
    const settings = await fresh()
    await withStore(
      async () => settings,
      async ({ phones }) => {
        const other = await openStore(settings, secrets)
        await phones.start(check, limits, at)
        const verdicts = await Promise.all(
          Array.from({ length: 100 }, (_, n) =>
            (n % 2 === 0 ? phones : other.phones).tryCode(wrong, at),
          ),
        )
        expect(verdicts.filter((one) => one === 'wrong')).toHaveLength(5)
        expect(await phones.tryCode(check, at)).toBe('over')
        await other.close()
      },
    )
  })

  test('Codes are sent a minute apart, five a day to a number, and only so many to all numbers.', async () => {
    await withStore(fresh, async ({ phones }) => {
      const start = (seconds: number, to = number, most = limits) =>
        phones.start({ ...check, number: to }, most, after(seconds))
      const both = await Promise.all([start(0), start(0)])
      expect(both.map(({ state }) => state).toSorted()).toEqual(['started', 'too-soon'])
      expect(await start(20)).toEqual({ state: 'too-soon', seconds: 40 })
      for (let n = 1; n < 5; n += 1) expect((await start(n * 60)).state).toBe('started')
      expect(await start(3600)).toEqual({ state: 'too-many', seconds: 86_400 - 3600 })
      expect((await start(86_400)).state).toBe('started')
      const few = { ...limits, perDay: 2 }
      expect((await start(86_400, '+79000000001', few)).state).toBe('too-many')
      expect((await start(86_400, '+79000000001')).state).toBe('started')
    })
  })

  test('A code that could not be sent counts for nothing.', async () => {
    await withStore(fresh, async ({ phones }) => {
      const started = await phones.start(check, limits, at)
      if (started.state !== 'started') throw new Error(started.state)
      await phones.cancel(started.id)
      expect(await phones.tryCode(check, at)).toBe('over')
      expect((await phones.start(check, limits, at)).state).toBe('started')
    })
  })

  test('A number belongs to whoever proved it, and a new number takes the place of the old.', async () => {
    await withStore(fresh, async ({ phones }) => {
      const child = userId('@child:example.org')
      expect(await phones.hasNumber(user, number)).toBe(false)
      await phones.prove(user, number, at)
      await phones.prove(user, number, at)
      await phones.prove(child, number, at)
      await phones.prove(user, '+79000000009', later)
      expect([
        await phones.hasNumber(user, number),
        await phones.hasNumber(user, '+79000000009'),
        await phones.hasNumber(child, number),
      ]).toEqual([false, true, true])
    })
  })
}
