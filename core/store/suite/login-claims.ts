import { expect, test } from 'vitest'
import { userId } from '../../school/ids.ts'
import type { NewLoginClaim, SharedLink } from '../letting-in-ports.ts'
import type { Store } from '../ports.ts'
import { openStore } from '../store.ts'
import { at, class1, type FreshDatabase, later, school, secrets, withStore } from './setting.ts'

const user = (n: number) => userId(`@user${n}:example.org`)

async function issue(store: Store, uses?: number): Promise<SharedLink> {
  const expiresAt = '2026-09-08T08:00:00.000Z'
  const link = { school, class: class1, role: 'pupil', uses, createdBy: 'x', expiresAt } as const
  return (await store.sharedLinks.issue(link, at)).link
}

function claimOf(link: SharedLink, n: number, changes: Partial<NewLoginClaim> = {}): NewLoginClaim {
  return {
    user: user(n),
    school,
    link: link.id,
    password: `secret ${n}`,
    account: 'none',
    ...changes,
  }
}

async function apply(store: Store, link: SharedLink, n: number) {
  return store.applications.add(
    {
      kind: 'join',
      school,
      role: 'pupil',
      class: class1,
      classes: [],
      subjects: [],
      chat: undefined,
      name: { givenName: 'Given', familyName: 'Family' },
      childName: undefined,
      child: undefined,
      user: user(n),
      madeAccount: true,
      person: undefined,
      link: link.id,
      waitingHash: undefined,
      consentVersion: undefined,
    },
    at,
  )
}

export function loginClaimFacts(fresh: FreshDatabase): void {
  test('Only the same password goes on with a login, also when the account is there.', async () => {
    await withStore(fresh, async (store) => {
      const link = await issue(store)
      const { loginClaims } = store
      expect(await loginClaims.take(claimOf(link, 1), at, 30)).toBe('taken')
      const there = { account: 'there' } as const
      expect(await loginClaims.take(claimOf(link, 1, there), at, 30)).toBe('resumed')
      const other = { ...there, password: 'another' }
      expect(await loginClaims.take(claimOf(link, 1, other), later, 30)).toBe('somebody-else')
      const { id } = await issue(store)
      const elsewhere = claimOf(link, 1, { ...there, link: id })
      expect(await loginClaims.take(elsewhere, later, 30)).toBe('somebody-else')
      expect(await loginClaims.take(claimOf(link, 2, there), at, 30)).toBe('somebody-else')
    })
  })

  test('A login that was given up before there was an account is anybody’s, once its time is over.', async () => {
    await withStore(fresh, async (store) => {
      const link = await issue(store)
      const { loginClaims } = store
      await loginClaims.take(claimOf(link, 1), at, 30)
      const other = claimOf(link, 1, { password: 'another' })
      expect(await loginClaims.take(other, at, 30)).toBe('somebody-else')
      expect(await loginClaims.take(other, later, 30)).toBe('taken')
      expect(await loginClaims.before(later)).toEqual([])
      expect(await loginClaims.before('2026-09-03T00:00:00Z')).toEqual([user(1)])
      await loginClaims.forget(user(1))
      expect(await loginClaims.before('2026-09-03T00:00:00Z')).toEqual([])
    })
  })

  test('Of two hundred who begin at once by a link of one use, over two stores, one does.', async () => {
    const settings = await fresh()
    await withStore(
      async () => settings,
      async (store) => {
        const second = await openStore(settings, secrets)
        const link = await issue(store, 1)
        const results = await Promise.all(
          Array.from({ length: 200 }, (_, n) =>
            (n % 2 === 0 ? store : second).loginClaims.take(claimOf(link, n), at, 30),
          ),
        )
        await second.close()
        expect(results.filter((one) => one === 'taken')).toHaveLength(1)
        expect(results.filter((one) => one === 'link-used')).toHaveLength(199)
      },
    )
  })

  test('A place that is held is nobody else’s, whichever way they come, until it is given back.', async () => {
    await withStore(fresh, async (store) => {
      const link = await issue(store, 1)
      await store.loginClaims.take(claimOf(link, 1), at, 30)
      expect((await apply(store, link, 2)).state).toBe('link-used')
      expect((await apply(store, link, 1)).state).toBe('added')
      // Whose application stands needs no second place.
      const again = claimOf(link, 1, { account: 'there' } as const)
      expect(await store.loginClaims.take(again, at, 30)).toBe('resumed')
      const other = await issue(store, 1)
      await store.loginClaims.take(claimOf(other, 3), at, 30)
      await store.loginClaims.release(user(3))
      expect((await apply(store, other, 4)).state).toBe('added')
    })
  })
}
