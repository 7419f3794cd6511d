/** Facts about several stores at once: to the database they are several processes, and they meet more often. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { classId, type PersonId, type SchoolId, userId } from '../../school/ids.ts'
import type { Store } from '../ports.ts'
import { openStore } from '../store.ts'
import {
  at,
  type FreshDatabase,
  invitationFor,
  otherSchool,
  parent,
  pupil,
  pupilLeaves,
  school,
  secrets,
  smallSchool,
  teacher,
} from './setting.ts'

const people = [teacher, pupil, parent]

export function storesFacts(fresh: FreshDatabase): void {
  test('Two stores of one process do not stop each other.', async () => {
    await withStores(fresh, 2, async (stores) => {
      await bringBoth(stores)
      const ids = Array.from({ length: 20 }, (_, number) => `Q${number}`)
      const adding = ids.flatMap((id) =>
        stores.map(({ schools }, side) => {
          const added = { id: classId(`${id}-${side}`), label: id }
          return schools.change(school, 'roster', [{ kind: 'add-class', class: added }], at)
        }),
      )
      await Promise.all(adding)
      expect((await stores[1].schools.load(school))?.classes).toHaveLength(41)
    })
  })

  test('A school that several sources bring at once is brought by one of them.', async () => {
    await withStores(fresh, 6, async (stores) => {
      const bringing = stores.map(({ schools }, number) =>
        schools.change(school, `source-${number}`, smallSchool(), at),
      )
      await Promise.all(bringing)
      const parts = await Promise.all(
        stores.map(({ schools }, number) => schools.load(school, `source-${number}`)),
      )
      const counts = parts.map((part) => `${part?.people.length} and ${part?.places.length}`)
      expect(counts.toSorted()).toEqual([...Array<string>(5).fill('0 and 0'), '3 and 2'])
    })
  })

  test('However many issue for a person at once, one invitation of each kind stays open.', async () => {
    await withStores(fresh, 6, async (stores) => {
      await bringBoth(stores)
      const issuing = stores.map(async ({ invitations }, number) => {
        const purpose = number % 3 === 0 ? 'enter' : 'reset'
        const there = number % 2 === 0 ? school : otherSchool
        const named = number < 3 ? people : people.toReversed()
        const list = named.map((one) => invitationFor(one, { purpose, school: there }))
        for (let turn = 0; turn < 15; turn++) await invitations.issue(list, at)
      })
      await Promise.all(issuing)
      expect(await purposesOfOpen(stores, school, otherSchool)).toEqual(
        people.toSorted().map((one) => [one, ['enter', 'enter', 'reset']]),
      )
    })
  })

  test('Who is removed while being invited has no open invitation.', async () => {
    await withStores(fresh, 2, async ([inviting, changing]) => {
      for (let turn = 0; turn < 20; turn++) {
        await changing.schools.change(school, 'roster', smallSchool(), at)
        const inviteUntilGone = async () => {
          for (let number = 0; number < 1000; number++) {
            await inviting.invitations.issue([invitationFor(pupil)], at)
            // SQLite answers at once: without a pause the other store's timers would never run.
            await sleep(1)
          }
        }
        await Promise.all([
          expect(inviteUntilGone()).rejects.toMatchObject({ code: 'unknown-person' }),
          changing.schools.change(school, 'roster', pupilLeaves, at),
        ])
        expect(await purposesOfOpen([changing], school)).toEqual([])
      }
    })
  })

  test('Who enters by two slips at the same moment has one account, and no slip stays open.', async () => {
    await withStores(fresh, 2, async (stores) => {
      await bringBoth(stores)
      for (const person of people) {
        const slips = await Promise.all(
          [school, otherSchool].map((one) => claimedSlip(stores, person, one)),
        )
        const entered = await Promise.allSettled(
          stores.map(({ invitations }, side) =>
            invitations.consume(slips[side] ?? '', userId(`@somebody-${side}:example.org`), at),
          ),
        )
        const won = entered.findIndex((one) => one.status === 'fulfilled')
        expect(entered[1 - won]).toMatchObject({ reason: { code: 'invitation-not-claimed' } })
        const account = await stores[0].accounts.ofPerson(person)
        expect(account?.userId).toBe(`@somebody-${won}:example.org`)
      }
      expect(await purposesOfOpen(stores, school, otherSchool)).toEqual([])
    })
  })
}

type Stores = readonly [Store, Store, ...Store[]]

async function withStores(
  fresh: FreshDatabase,
  count: number,
  use: (stores: Stores) => Promise<void>,
): Promise<void> {
  const settings = await fresh()
  const open = () => openStore(settings, secrets)
  const stores = [await open(), await open()] as const
  const more = await Promise.all(Array.from({ length: count - 2 }, open))
  try {
    await use([...stores, ...more])
  } finally {
    await Promise.all([...stores, ...more].map((store) => store.close()))
  }
}

async function bringBoth([{ schools }]: Stores): Promise<void> {
  for (const one of [school, otherSchool]) {
    await schools.change(one, 'roster', smallSchool(one), at)
  }
}

async function claimedSlip([{ invitations }]: Stores, person: PersonId, one: SchoolId) {
  const [slip] = await invitations.issue([invitationFor(person, { school: one })], at)
  await invitations.claim(slip?.token ?? '', 'somebody', at, 60)
  return slip?.invitation.id ?? ''
}

/** By person, of those who have open invitations. */
async function purposesOfOpen(
  [store]: readonly [Store, ...Store[]],
  ...schools: readonly SchoolId[]
): Promise<readonly (readonly [PersonId, readonly string[]])[]> {
  const lists = await Promise.all(schools.map((one) => store.invitations.ofSchool(one, at)))
  const open = lists.flat().filter((one) => one.status === 'open')
  const byPerson = Map.groupBy(open, (one) => one.person)
  return [...byPerson]
    .map(([person, list]) => [person, list.map((one) => one.purpose).toSorted()] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}
