import { rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { defaultBlueprint } from '../school/blueprint-settings.ts'
import { roomId, roomKey, schoolId, userId, type UserId } from '../school/ids.ts'
import { mayTalk } from '../school/policy/judge.ts'
import { defaultPolicy } from '../school/policy/settings.ts'
import type { Store } from '../store/ports.ts'
import { openStore } from '../store/store.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { createFacts, type Facts } from './facts.ts'
import { diffSchool } from '../school/diff-school.ts'
import type { School } from '../school/people.ts'

const at = '2026-09-01T08:00:00.000Z'
const bot = userId('@lyceum:example.org')
const inspector = userId('@inspector:example.org')
const school = smallSchool()
const s1 = school.info.id
const ends: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** Two processes' stores on one database file. */
async function twoStores(): Promise<readonly [Store, Store]> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-facts-'))
  ends.push(() => rm(folder, { recursive: true }))
  const open = async () => {
    const store = await openStore(
      { sqlite: join(folder, 'lyceum.db') },
      { invitationKey: 'a key for tests only' },
    )
    ends.push(() => store.close())
    return store
  }
  return [await open(), await open()]
}

function factsOn(store: Pick<Store, 'facts' | 'schools'>): Facts {
  const policy = { ...defaultPolicy, regionStaff: [inspector] }
  return createFacts({ store, blueprint: defaultBlueprint, policy, bot, language: 'en' })
}

async function change(store: Store, to: School, from?: School): Promise<void> {
  await store.schools.change(
    to.info.id,
    'roster',
    diffSchool({ stored: from, roster: to, archived: [] }),
    at,
  )
}

function accountOf(person: string): UserId {
  return userId(`@${person.toLowerCase()}:example.org`)
}

async function everybodyEnters(store: Store, of: School): Promise<void> {
  for (const { id } of of.people) await store.accounts.bind(id, accountOf(id), at)
}

const parent = accountOf(parentId('S1', 1, 1))
const teacher = accountOf(teacherId('S1', 1))

test('What another process changes is known to the very next question.', async () => {
  const [store, other] = await twoStores()
  const facts = factsOn(store)
  expect((await facts.fresh()).standing(parent)).toBeUndefined()
  await change(other, school)
  await everybodyEnters(other, school)
  const talk = async () => mayTalk((await facts.fresh()).policy, parent, teacher).allowed
  expect(await talk()).toBe(true)

  const child = pupilId('S1', 1, 1)
  const without = {
    ...school,
    guardianships: school.guardianships.filter((one) => one.child !== child),
  }
  await change(other, without, school)
  expect(await talk()).toBe(false)
  await change(other, school, without)
  expect(await talk()).toBe(true)
  await other.accounts.setState(parentId('S1', 1, 1), 'ending')
  expect(await talk()).toBe(false)
})

test('An account counts while it is entering, and no longer once it is ending.', async () => {
  const [store] = await twoStores()
  await change(store, school)
  const facts = factsOn(store)
  const person = parentId('S1', 1, 1)
  await store.accounts.bind(person, parent, at)
  for (const [state, counts] of [
    ['entering', true],
    ['active', true],
    ['ending', false],
    ['ended', false],
    ['active', true],
  ] as const) {
    await store.accounts.setState(person, state)
    const now = await facts.fresh()
    expect([state, now.standing(parent) !== undefined, now.usersOf(s1).has(parent)]).toEqual([
      state,
      counts,
      counts,
    ])
  }
})

test('One account of several persons stands for all of them, in all their schools.', async () => {
  const [store] = await twoStores()
  const second = smallSchool({ id: 'S2' })
  await change(store, school)
  await change(store, second)
  const both = userId('@both:example.org')
  await store.accounts.bind(teacherId('S1', 1), both, at)
  await store.accounts.bind(parentId('S1', 2, 1), both, at)
  await store.accounts.bind(parentId('S2', 1, 1), both, at)
  const standing = (await factsOn(store).fresh()).standing(both)
  expect(standing?.schools.map((one) => [one.school, [...one.roles].toSorted()])).toEqual([
    ['S1', ['parent', 'teacher']],
    ['S2', ['parent']],
  ])
  expect(standing?.schools[0]?.persons).toEqual(new Set([teacherId('S1', 1), parentId('S1', 2, 1)]))
})

test('A person who enters does not have the school read again; a changed school is read alone.', async () => {
  const [store] = await twoStores()
  await change(store, school)
  await change(store, smallSchool({ id: 'S2' }))
  const loaded: string[] = []
  const counting = {
    ...store,
    schools: {
      ...store.schools,
      load: (id: typeof s1) => {
        loaded.push(id)
        return store.schools.load(id)
      },
    },
  }
  const facts = factsOn(counting)
  await facts.fresh()
  expect(loaded.toSorted()).toEqual(['S1', 'S2'])
  await everybodyEnters(store, school)
  expect((await facts.fresh()).standing(parent)?.schools).toHaveLength(1)
  expect(loaded).toHaveLength(2)
  await change(store, { ...school, committee: [{ person: parentId('S1', 1, 1) }] }, school)
  await facts.fresh()
  expect(loaded).toHaveLength(3)
})

test('Questions that come together share one reading, and none is answered from before it was asked.', async () => {
  const [store, other] = await twoStores()
  await change(store, school)
  let readings = 0
  const counting = {
    ...store,
    facts: {
      ...store.facts,
      versions: () => {
        readings += 1
        return store.facts.versions()
      },
    },
  }
  const facts = factsOn(counting)
  await Promise.all(Array.from({ length: 50 }, () => facts.fresh()))
  expect(readings).toBe(1)
  const early = facts.fresh()
  await Promise.resolve()
  await Promise.resolve()
  await other.accounts.bind(parentId('S1', 1, 1), parent, at)
  const late = await facts.fresh()
  expect(late.standing(parent)).toBeDefined()
  await early
})

test('A reading that fails changes nothing, and the next one makes up for it.', async () => {
  const [store] = await twoStores()
  await change(store, school)
  await everybodyEnters(store, school)
  let broken = true
  const failing = {
    ...store,
    facts: {
      ...store.facts,
      accountsSince: (version: number) => {
        return broken ? Promise.reject(new Error('gone')) : store.facts.accountsSince(version)
      },
    },
  }
  const facts = factsOn(failing)
  await expect(facts.fresh()).rejects.toThrow('gone')
  broken = false
  expect((await facts.fresh()).standing(parent)).toBeDefined()
})

test('A managed room has the members that the blueprint gives, by account, with their levels.', async () => {
  const [store] = await twoStores()
  await change(store, school)
  await everybodyEnters(store, school)
  await store.rooms.remember(s1, roomKey('class/S1/S1-C1/class-channel'), roomId('!channel'))
  const room = (await factsOn(store).fresh()).room(roomId('!channel'))
  expect([room?.school, room?.kind, room?.class]).toEqual(['S1', 'class-channel', 'S1-C1'])
  expect([...(room?.members ?? [])].toSorted()).toEqual(
    ['S1-A1', 'S1-G1-1', 'S1-G1-2', 'S1-P1-1', 'S1-P1-2', 'S1-T1', 'S1-T2'].map(accountOf),
  )
  expect([teacher, parent, accountOf('S1-P2-1')].map((one) => room?.levelOf(one))).toEqual([
    60,
    0,
    undefined,
  ])
})

test('A room is known once it is remembered, gives way to the next of its key, and goes when it is forgotten.', async () => {
  const [store, other] = await twoStores()
  await change(store, school)
  const facts = factsOn(store)
  const key = roomKey('school/S1/general')
  const known = async () => {
    const now = await facts.fresh()
    return ['!a', '!b'].map((id) => now.isManaged(roomId(id)))
  }
  expect(await known()).toEqual([false, false])
  await other.rooms.remember(s1, key, roomId('!a'))
  expect(await known()).toEqual([true, false])
  await other.rooms.remember(s1, key, roomId('!b'))
  expect(await known()).toEqual([false, true])
  await other.rooms.forget(key)
  expect(await known()).toEqual([false, false])
})

test('Of an account that was erased nothing is known.', async () => {
  const [store, other] = await twoStores()
  await change(store, school)
  await everybodyEnters(store, school)
  const facts = factsOn(store)
  const person = parentId('S1', 1, 1)
  expect((await facts.fresh()).personsOf(parent)).toEqual(new Set([person]))
  await other.personal.erase({ person, user: parent }, 'erased')
  const now = await facts.fresh()
  expect([now.personsOf(parent), now.standing(parent)]).toEqual([new Set(), undefined])
})

test('A room that the blueprint gives no longer is managed, and nobody belongs in it.', async () => {
  const [store] = await twoStores()
  await change(store, school)
  await everybodyEnters(store, school)
  await store.rooms.remember(s1, roomKey('class/S1/gone/class-chat'), roomId('!old'))
  const room = (await factsOn(store).fresh()).room(roomId('!old'))
  expect([room?.kind, room?.members, room?.levelOf(teacher)]).toEqual([
    undefined,
    new Set(),
    undefined,
  ])
})

test('Region staff stand without a school; language is that of the school, of a stranger the installation’s.', async () => {
  const [store] = await twoStores()
  await change(store, school)
  await everybodyEnters(store, school)
  const now = await factsOn(store).fresh()
  expect(now.standing(inspector)).toEqual({ user: inspector, schools: [], region: true })
  expect([parent, inspector].map((one) => now.languageOf(one))).toEqual(['ru', 'en'])
  expect(now.personsOf(parent)).toEqual(new Set([parentId('S1', 1, 1)]))
  expect(now.usersOf(schoolId('S2'))).toEqual(new Set())
  expect(now.personsOf(userId('@nobody:example.org'))).toEqual(new Set())
})
