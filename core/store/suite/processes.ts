import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { classId, userId, type PersonId } from '../../school/ids.ts'
import { openStore } from '../store.ts'
import {
  at,
  type FreshDatabase,
  invitationFor,
  parent,
  pupil,
  school,
  schoolAdded,
  secrets,
  smallSchool,
  teacher,
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

  test('Who follows the versions misses no change of an account that several processes make.', async () => {
    const settings = await fresh()
    const store = await openStore(settings, secrets)
    await store.schools.change(school, 'roster', smallSchool(), at)
    const people = [pupil, teacher, parent]
    for (const one of people) await store.accounts.bind(one, userId(`@${one}:example.org`), at)
    const { accounts: before } = await store.facts.versions()
    const seen = new Map<PersonId, string>()
    let version = before
    const follow = async () => {
      const { accounts } = await store.facts.versions()
      for (const one of await store.facts.accountsSince(version)) seen.set(one.person, one.state)
      version = accounts
    }
    let done = false
    const work = (person: PersonId) => ({ kind: 'end-and-return', person, times: 31 }) as const
    const working = Promise.all(people.map((one) => runWorker({ settings, work: work(one) })))
    const finished = working.finally(() => (done = true))
    while (!done) {
      await follow()
      await sleep(2)
    }
    await finished
    await follow()
    expect([...seen.values()]).toEqual(['ending', 'ending', 'ending'])
    expect(version).toBe(before + 93)
    await store.close()
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
