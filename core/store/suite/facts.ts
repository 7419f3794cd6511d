import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { roomId, roomKey, userId } from '../../school/ids.ts'
import { openStore } from '../store.ts'
import {
  at,
  class1,
  type FreshDatabase,
  pupil,
  school,
  secrets,
  teacher,
  withStore,
} from './setting.ts'

const anna = userId('@anna:example.org')
const key = roomKey('school/S1/school')

export function factFacts(fresh: FreshDatabase): void {
  test('A change of a school raises the schools, and nothing else.', async () => {
    await withStore(fresh, async ({ schools, facts }) => {
      const before = await facts.versions()
      await schools.change(
        school,
        'roster',
        [{ kind: 'rename-class', class: { id: class1, label: '2A' } }],
        at,
      )
      expect(await facts.versions()).toEqual({ ...before, schools: before.schools + 1 })
      expect((await facts.revisions()).get(school)).toBe(await schools.revision(school))
    })
  })

  test('Whatever happens to an account is found by who asks for what is newer.', async () => {
    await withStore(fresh, async ({ accounts, facts }) => {
      await accounts.bind(teacher, userId('@teacher:example.org'), at)
      const { accounts: before } = await facts.versions()
      expect(await facts.accountsSince(before)).toEqual([])
      await accounts.bind(pupil, anna, at)
      expect(await facts.accountsSince(before)).toEqual([
        { person: pupil, userId: anna, state: 'active' },
      ])
      const { accounts: after } = await facts.versions()
      await accounts.setState(pupil, 'ended')
      expect(await facts.accountsSince(after)).toEqual([
        { person: pupil, userId: anna, state: 'ended' },
      ])
      expect(await facts.accountsSince(0)).toHaveLength(2)
    })
  })

  test('A redeemed invitation raises the accounts.', async () => {
    await withStore(fresh, async ({ invitations, facts }) => {
      const [issued] = await invitations.issue(
        [
          {
            purpose: 'enter',
            school,
            class: class1,
            role: 'pupil',
            person: pupil,
            expiresAt: '2026-10-01T00:00:00.000Z',
          },
        ],
        at,
      )
      const { accounts } = await facts.versions()
      await invitations.claim(issued?.token ?? '', 'anna', at, 60)
      await invitations.consume(issued?.invitation.id ?? '', anna, at)
      expect(await facts.accountsSince(accounts)).toEqual([
        { person: pupil, userId: anna, state: 'entering' },
      ])
    })
  })

  test('A room is new once, and one that is forgotten says so.', async () => {
    await withStore(fresh, async ({ rooms, facts }) => {
      const before = await facts.versions()
      const room = roomId('!one')
      await rooms.remember(school, key, room)
      await rooms.remember(school, key, room)
      expect(await facts.versions()).toEqual({ ...before, rooms: before.rooms + 1 })
      expect(await facts.roomsSince(before.rooms)).toEqual([{ room, school, key }])
      await rooms.forget(key)
      expect((await facts.versions()).forgotten).toBe(before.forgotten + 1)
      expect(await facts.roomsSince(0)).toEqual([])
    })
  })

  test('Two stores that write at once lose no change for a third that follows the versions.', async () => {
    const settings = await fresh()
    await withStore(
      async () => settings,
      async (store) => {
        const other = await openStore(settings, secrets)
        const reader = await openStore(settings, secrets)
        const seen = new Map<string, string>()
        let version = 0
        let done = false
        const follow = async () => {
          const { accounts } = await reader.facts.versions()
          for (const one of await reader.facts.accountsSince(version))
            seen.set(one.person, one.state)
          version = accounts
        }
        const following = (async () => {
          while (!done) {
            await follow()
            // SQLite answers within the turn: without a pause the writers would never get theirs.
            await sleep(1)
          }
        })()
        await store.accounts.bind(pupil, anna, at)
        await store.accounts.bind(teacher, userId('@teacher:example.org'), at)
        for (let n = 0; n < 20; n += 1) {
          await Promise.all([
            store.accounts.setState(pupil, n % 2 === 0 ? 'ending' : 'active'),
            other.accounts.setState(teacher, n % 2 === 0 ? 'ending' : 'active'),
          ])
        }
        await Promise.all([
          store.accounts.setState(pupil, 'ended'),
          other.accounts.setState(teacher, 'ended'),
        ])
        done = true
        await following
        await follow()
        await Promise.all([other.close(), reader.close()])
        expect(Object.fromEntries(seen)).toEqual({ [pupil]: 'ended', [teacher]: 'ended' })
      },
    )
  })
}
