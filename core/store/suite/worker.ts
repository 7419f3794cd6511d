/**
 * A process of its own for the facts about several processes, run by plain node. Does what its one argument (a JSON
 * `WorkerTask`) says and prints the result as JSON.
 */
import { classId, type PersonId } from '../../school/ids.ts'
import type { SchoolChange } from '../../school/changes.ts'
import type { Store } from '../ports.ts'
import { type DatabaseSettings, openStore } from '../store.ts'
import { at, school, secrets } from './setting.ts'

export interface WorkerTask {
  readonly settings: DatabaseSettings
  readonly work:
    | { readonly kind: 'claim'; readonly secret: string; readonly times: number }
    | { readonly kind: 'add-classes'; readonly name: string; readonly times: number }
    | { readonly kind: 'append'; readonly times: number }
    | { readonly kind: 'end-and-return'; readonly person: PersonId; readonly times: number }
    | { readonly kind: 'rename-for-ever'; readonly classes: number }
}

const task = JSON.parse(process.argv[2] ?? '') as WorkerTask
const store = await openStore(task.settings, secrets)
process.stdout.write(`${JSON.stringify(await run(store, task.work))}\n`)
await store.close()

async function run(store: Store, work: WorkerTask['work']): Promise<unknown> {
  const turns = Array.from({ length: 'times' in work ? work.times : 0 }, (_, turn) => turn)
  switch (work.kind) {
    case 'claim': {
      const claims = turns.map(() => store.invitations.claim(work.secret, 'anna', at, 60))
      return (await Promise.all(claims)).map((result) => result.state)
    }
    case 'add-classes':
      for (const turn of turns) {
        const id = `${work.name}-${turn}`
        await store.schools.change(
          school,
          'roster',
          [{ kind: 'add-class', class: { id: classId(id), label: id } }],
          at,
        )
      }
      return 'done'
    case 'append':
      for (const turn of turns) {
        const entry = { at, actor: 'engine', action: 'apply', school, details: { turn } }
        await store.journal.append(entry)
      }
      return 'done'
    case 'end-and-return':
      for (const turn of turns) {
        await store.accounts.setState(work.person, turn % 2 === 0 ? 'ending' : 'active')
      }
      return 'done'
    case 'rename-for-ever':
      process.stdout.write('"started"\n')
      for (let turn = 0; ; turn++) {
        await store.schools.change(school, 'roster', renameAll(work.classes, `${turn}`), at)
      }
  }
}

function renameAll(classes: number, label: string): readonly SchoolChange[] {
  return Array.from({ length: classes }, (_, number) => ({
    kind: 'rename-class',
    class: { id: classId(`K${number}`), label },
  }))
}
