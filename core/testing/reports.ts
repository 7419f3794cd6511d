/** A school on the fake homeserver in which everybody has entered, and what the bot said to whom, for tests of reports. */
import { defaultBlueprint } from '../school/blueprint-settings.ts'
import { personId, schoolId, type PersonId, type RoomId, type UserId } from '../school/ids.ts'
import { defaultPolicy } from '../school/policy/settings.ts'
import type { Actor } from '../school/rights/may.ts'
import { applyRoster, fakeEngine, giveAccount } from './engine.ts'
import { pupilId, smallSchool, teacherId } from './small-school.ts'
import { enter } from '../provision/enter.ts'
import { createFacts } from '../provision/facts.ts'

export const school = schoolId('S1')

export async function reportSetting() {
  const engine = await fakeEngine()
  const { homeserver, store } = engine
  await applyRoster(engine, smallSchool())
  await applyRoster(engine, smallSchool({ id: 'S2', classes: 1 }))
  const facts = createFacts({
    store,
    blueprint: defaultBlueprint,
    policy: defaultPolicy,
    bot: homeserver.bot,
    language: 'ru',
  })
  const comeIn = async (person: PersonId, id = school) => {
    const user = await giveAccount(engine, id, person)
    await (
      await enter(engine, person)
    ).complete
    return user
  }
  const people = {
    head: await comeIn(personId('S1-A1')),
    teacher: await comeIn(teacherId('S1', 1)),
    otherTeacher: await comeIn(teacherId('S1', 2)),
    pupil: await comeIn(pupilId('S1', 1, 1)),
    other: await comeIn(pupilId('S1', 1, 2)),
    elsewhere: await comeIn(personId('S2-A1'), schoolId('S2')),
  }
  const rooms = await store.rooms.ofSchool(school)
  const roomOf = (ending: string): RoomId => {
    const found = [...rooms].find(([key]) => key.endsWith(ending))
    if (found === undefined) throw new Error(`no room ${ending}`)
    return found[1]
  }
  return {
    context: { engine, facts },
    engine,
    homeserver,
    people,
    roomOf,
    say: (room: RoomId, user: UserId, body: string) =>
      homeserver.drift.send(room, user, 'm.room.message', { msgtype: 'm.text', body }),
    async as(user: UserId): Promise<Actor> {
      return (await facts.fresh()).standing(user)
    },
    /** Texts in the room, or in the bot's direct room with a person. */
    async told(where: RoomId | UserId): Promise<readonly string[]> {
      const room = where.startsWith('@')
        ? await store.talks.find(homeserver.bot, where as UserId)
        : where
      return homeserver.sent
        .filter((one) => one.room === room && one.type === 'm.room.message')
        .map(({ content }) => String(content['body']))
    },
  }
}

export type ReportSetting = Awaited<ReturnType<typeof reportSetting>>
