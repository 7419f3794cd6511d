import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { classId, type PersonId, userId } from '../../school/ids.ts'
import { openStore } from '../store.ts'
import {
  at,
  type FreshDatabase,
  invitationFor,
  otherSchool,
  parent,
  pupil,
  school,
  schoolAdded,
  secrets,
  smallSchool,
  teacher,
  withStore,
} from './setting.ts'
import type { WorkerTask } from './worker.ts'

const worker = new URL('worker.ts', import.meta.url).pathname

export function processFacts(fresh: FreshDatabase): void {
  test('Of 200 claims by eight processes one succeeds.', async () => {
    const settings = await fresh()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const [issued] = await store.invitations.issue([invitationFor()], at)
    const work = { kind: 'claim', secret: issued?.token ?? '', times: 25 } as const
    const states = await Promise.all(several(8).map(() => runWorker({ settings, work })))
    await store.close()
    expect(states.flat().filter((state) => state === 'claimed')).toHaveLength(1)
    expect(states.flat().filter((state) => state === 'busy')).toHaveLength(199)
  })

  test('Processes that open a new database at once all get it, and their writes wait for each other.', async () => {
    const settings = await fresh()
    const work = { kind: 'append', times: 20 } as const
    await Promise.all(several(6).map(() => runWorker({ settings, work })))
    const store = await openStore(settings, secrets)
    expect(await store.journal.recent(1000)).toHaveLength(120)
    await store.close()
  })

  test('Changes of one school by several processes are all kept.', async () => {
    const settings = await fresh()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', [schoolAdded()], at)
    await Promise.all(
      several(4).map((number) =>
        runWorker({ settings, work: { kind: 'add-classes', name: `W${number}`, times: 25 } }),
      ),
    )
    expect((await store.schools.load(school))?.classes).toHaveLength(100)
    await store.close()
  })

  test('A school that several sources bring at once is brought by one of them.', async () => {
    const settings = await fresh()
    const sources = several(6).map((number) => `source-${number}`)
    const tasks = sources.map((source) => ({ settings, work: { kind: 'bring', source } as const }))
    await Promise.all(tasks.map(runWorker))
    const store = await openStore(settings, secrets)
    const parts = await Promise.all(sources.map((source) => store.schools.load(school, source)))
    await store.close()
    const counts = parts.map((part) => [part?.people.length, part?.places.length])
    expect(counts.toSorted().reverse()).toEqual([[3, 2], ...several(5).map(() => [0, 0])])
  })

  test('However many processes issue for a person at once, one invitation of each kind stays open.', async () => {
    const settings = await fresh()
    const store = await openStore(settings, secrets)
    for (const one of [school, otherSchool]) {
      await store.schools.change(one, 'roster', smallSchool(one), at)
    }
    const people = [teacher, pupil, parent]
    const tasks = several(6).map((number) => ({
      kind: 'issue' as const,
      purpose: number % 3 === 0 ? ('enter' as const) : ('reset' as const),
      school: number % 2 === 0 ? school : otherSchool,
      people: number < 3 ? people : people.toReversed(),
      times: 15,
    }))
    await Promise.all(tasks.map((work) => runWorker({ settings, work })))
    const made = [
      ...(await store.invitations.ofSchool(school, at)),
      ...(await store.invitations.ofSchool(otherSchool, at)),
    ]
    await store.close()
    const open = made.filter((one) => one.status === 'open')
    expect(made).toHaveLength(6 * 15 * people.length)
    const openTo = (person: PersonId) => open.filter((one) => one.person === person)
    for (const person of people) {
      const purposes = openTo(person).map((one) => one.purpose)
      expect(purposes.toSorted()).toEqual(['enter', 'enter', 'reset'])
    }
  })

  test('Who enters by two slips at the same moment has one account, and no slip stays open.', async () => {
    await withStore(
      fresh,
      async ({ invitations, accounts, schools }) => {
        for (const one of [school, otherSchool]) {
          await schools.change(one, 'roster', smallSchool(one), at)
        }
        for (const person of [teacher, pupil, parent]) {
          const slips = await Promise.all(
            [school, otherSchool].map(async (one) => {
              const [slip] = await invitations.issue([invitationFor(person, { school: one })], at)
              await invitations.claim(slip?.token ?? '', one, at, 60)
              return slip?.invitation.id ?? ''
            }),
          )
          const entered = await Promise.allSettled(
            slips.map((id, side) =>
              invitations.consume(id, userId(`@${person.toLowerCase()}-${side}:example.org`), at),
            ),
          )
          const won = entered.findIndex((one) => one.status === 'fulfilled')
          expect(entered.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
          expect(entered[1 - won]).toMatchObject({ reason: { code: 'invitation-not-claimed' } })
          expect((await accounts.ofPerson(person))?.userId).toContain(`-${won}:`)
        }
        const left = await invitations.ofSchool(school, at)
        expect(left.filter((one) => one.status === 'open')).toEqual([])
      },
      [schoolAdded()],
    )
  })

  test('A process killed at any moment leaves a change whole or not at all.', async () => {
    const settings = await fresh()
    const ids = several(300).map((number) => classId(`K${number}`))
    const store = await openStore(settings, secrets)
    const added = ids.map((id) => ({ kind: 'add-class', class: { id, label: 'new' } }) as const)
    await store.schools.change(school, 'roster', [schoolAdded(), ...added], at)
    for (const round of several(6)) {
      await killWorker({ settings, work: { kind: 'rename-for-ever', classes: 300 } }, 7 * round)
      const labels = (await store.schools.load(school))?.classes.map((one) => one.label)
      expect(labels).toHaveLength(300)
      expect(new Set(labels).size).toBe(1)
    }
    await store.close()
  })

  test('Two stores of one process do not stop each other.', async () => {
    const settings = await fresh()
    const stores = await Promise.all([openStore(settings, secrets), openStore(settings, secrets)])
    await stores[0].schools.change(school, 'roster', smallSchool(), at)
    const people = several(20).map((number) => `Q${number}`)
    await Promise.all(
      people.flatMap((id) =>
        stores.map((store, side) => {
          const added = { id: classId(`${id}-${side}`), label: id }
          return store.schools.change(school, 'roster', [{ kind: 'add-class', class: added }], at)
        }),
      ),
    )
    expect((await stores[1].schools.load(school))?.classes).toHaveLength(41)
    await Promise.all(stores.map((store) => store.close()))
  })
}

function several(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number)
}

/** Gives what the worker printed as JSON; throws what it wrote to standard error when it fails. */
async function runWorker(task: WorkerTask): Promise<unknown> {
  const child = spawn(process.execPath, [worker, JSON.stringify(task)])
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the worker ended with ${code}: ${errors}`)
  return JSON.parse(output)
}

/** Kills the worker some time after its first output. */
async function killWorker(task: WorkerTask, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [worker, JSON.stringify(task)])
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  await sleep(milliseconds)
  child.kill('SIGKILL')
  await closed
}
