/** The bot as people meet it: an ordinary client, a real Synapse that asks before people meet, the service behind it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import { freshSchoolId } from '@lyceum/core/testing/real-engine.ts'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../../testing/closed-site.ts'
import { startPlainClient, type PlainClient } from '../../testing/plain-client.ts'

const id = freshSchoolId()
let site: ClosedSite
const clients: PlainClient[] = []

beforeAll(async () => {
  site = await startClosedSite({ schools: [smallSchool({ id })] })
})
afterAll(async () => {
  for (const client of clients) client.stop()
  await site.stop()
})

async function signIn(person: PersonId): Promise<PlainClient> {
  const client = await startPlainClient(site.homeserverUrl, await site.enter(person))
  clients.push(client)
  return client
}

test('a pupil opens a conversation with the bot in an ordinary client and is answered', async () => {
  const pupil = await signIn(pupilId(id, 1, 1))
  const room = await pupil.openDirect(site.bot)
  expect(await pupil.ask(room, site.bot, 'help')).toContain('Мне можно написать')
})
