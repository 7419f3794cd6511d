import { expect, test } from 'vitest'
import type { RoomId, UserId } from '../school/ids.ts'
import { fakeEngine } from '../testing/engine.ts'
import { isOfTwo, noteBotRoom } from './bot-rooms.ts'
import { botPolicy } from './notices.ts'
import { openTalk } from './talk.ts'

async function setting() {
  const engine = await fakeEngine()
  const { homeserver, store } = engine
  for (const login of ['anna', 'boris']) await homeserver.register(login)
  const anna = '@anna:lyceum.test' as UserId
  const boris = '@boris:lyceum.test' as UserId
  const noted = async () => store.facts.botRoomsSince(0)
  const talk = async (from: UserId, to: UserId): Promise<RoomId> => {
    const anybody = { school: 'S1', persons: new Set(), roles: new Set(['teacher']) } as never
    const standing = (user: UserId) => ({ user, schools: [anybody], region: true })
    const opened = await openTalk(engine, { ...botPolicy(engine), standing }, from, to)
    if (opened.state !== 'opened') throw new Error(opened.state)
    return opened.room
  }
  return { engine, homeserver, anna, boris, noted, talk }
}

test('The bot’s room of two is noted, whoever of the two asked for it, and no room of two people is.', async () => {
  const { homeserver, anna, boris, noted, talk } = await setting()
  const { bot } = homeserver
  await talk(anna, boris)
  expect(await noted()).toEqual([])
  const one = await talk(bot, anna)
  const other = await talk(boris, bot)
  expect(await noted()).toEqual(
    expect.arrayContaining([
      { room: one, person: anna },
      { room: other, person: boris },
    ]),
  )
  expect(await noted()).toHaveLength(2)
})

test('A third person who came while the room was being noted ends it, though the event was handled before.', async () => {
  const { engine, homeserver, anna, boris, noted } = await setting()
  const room = await homeserver.createDirectRoom(homeserver.bot, anna)
  await homeserver.inviteAs(homeserver.bot, room, boris)
  expect(await noteBotRoom(engine, room, anna)).toBe(false)
  expect(await noted()).toEqual([{ room, person: undefined }])
})

test('A room that others may come into by themselves, or where the bot is not, is none of two.', async () => {
  const { engine, homeserver, anna, boris } = await setting()
  const room = await homeserver.createDirectRoom(anna, homeserver.bot)
  expect(await isOfTwo(engine, room, anna)).toBe(true)
  expect(await isOfTwo(engine, room, boris)).toBe(false)
  await homeserver.setStateAs(anna, room, 'm.room.join_rules', '', { join_rule: 'public' })
  expect(await isOfTwo(engine, room, anna)).toBe(false)
  expect(await isOfTwo(engine, await homeserver.createDirectRoom(anna, boris), anna)).toBe(false)
  expect(await isOfTwo(engine, '!gone' as RoomId, anna)).toBe(false)
})
