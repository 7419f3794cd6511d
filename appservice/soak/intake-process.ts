/**
 * A process to be killed: the real intake, worker and bridge. Its one handler appends a line for each event that it handles;
 * what was appended is there after a SIGKILL. Arguments: the database, the file of lines. Prints its address.
 */
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import { noting, startIntakeSite } from '../testing/intake-site.ts'

const [database = '', lines = ''] = process.argv.slice(2)
const handler = noting((event, room) => appendFileSync(lines, `${room} ${event}\n`))
const site = await startIntakeSite({
  database,
  // A handler asks the homeserver something: it is killed in between too.
  handlers: [
    {
      ...handler,
      async handle(event, owner) {
        await handler.handle(event, owner)
        await sleep(Math.random() * 4)
      },
    },
  ],
  owner: lockOwner.current(),
})
process.stdout.write(`${site.url}\n`)
