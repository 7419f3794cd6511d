/** What the intake keeps of a room of the bot and one person, whatever a handler asks for. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roomId, userId } from '@lyceum/core/school/ids.ts'
import { message, noting, startIntakeSite } from '../testing/intake-site.ts'

const talk = roomId('!talk')
const anna = userId('@anna:lyceum.test')

async function start() {
  const seen: (readonly [string, unknown])[] = []
  const site = await startIntakeSite({
    database: join(await mkdtemp(join(tmpdir(), 'lyceum-talks-')), 'lyceum.db'),
    handlers: [noting((event, _room, body) => void seen.push([event, body]))],
    isOurs: () => false,
    aloneWith: (room) => (room === talk ? anna : undefined),
  })
  await site.store.talks.openBotRoom(talk, anna)
  return { site, seen }
}

function member(id: string, user: string, membership: string): object {
  return {
    event_id: `$${id}`,
    room_id: talk,
    type: 'm.room.member',
    state_key: user,
    sender: anna,
    content: { membership, body: 'canary' },
    origin_server_ts: 0,
  }
}

test.each(['invite', 'join', 'knock'])(
  'What follows the %s of a third person is not kept, in the same transaction already.',
  async (membership) => {
    const { site, seen } = await start()
    await site.send('1', [
      message('before', 'talk', 'hello'),
      message('elsewhere', 'other', 'canary'),
      member('third', '@boris:lyceum.test', membership),
      message('after', 'talk', 'canary'),
    ])
    await site.settled()
    await site.stop()
    expect(Object.fromEntries(seen)).toEqual({
      $before: 'hello',
      $elsewhere: undefined,
      $third: undefined,
      $after: undefined,
    })
  },
)

test('The person comes and goes, and the room stays one of the two; a third closes it for good.', async () => {
  const { site, seen } = await start()
  await site.send('1', [
    member('1', anna, 'leave'),
    member('2', anna, 'join'),
    member('3', '@lyceum:lyceum.test', 'invite'),
    member('4', '@boris:lyceum.test', 'leave'),
    message('5', 'talk', 'hello'),
  ])
  expect(await site.store.facts.botRoomsSince(0)).toEqual([{ room: talk, person: anna }])
  await site.send('2', [member('6', '@boris:lyceum.test', 'invite')])
  expect(await site.store.facts.botRoomsSince(0)).toEqual([{ room: talk, person: undefined }])
  await site.settled()
  await site.stop()
  expect(seen).toContainEqual(['$5', 'hello'])
})

test.each(['leave', 'ban'])(
  'What is said after the %s of the bot is not kept.',
  async (membership) => {
    const { site, seen } = await start()
    await site.send('1', [
      member('1', '@lyceum:lyceum.test', membership),
      message('2', 'talk', 'canary'),
    ])
    await site.settled()
    expect(await site.store.facts.botRoomsSince(0)).toEqual([{ room: talk, person: undefined }])
    await site.stop()
    expect(Object.fromEntries(seen)).toEqual({ $1: undefined, $2: undefined })
  },
)
