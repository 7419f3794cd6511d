import { expect, test } from 'vitest'
import { applyRoster } from '../testing/engine.ts'
import { enterAs, freshSchoolId, realEngine } from '../testing/real-engine.ts'
import { parentId, pupilId, smallSchool } from '../testing/small-school.ts'
import { announce } from './announce.ts'

test('what is said to the parents of a class they read once, and no other class does', async () => {
  const engine = await realEngine()
  const school = smallSchool({ id: freshSchoolId() })
  const { id } = school.info
  await applyRoster(engine, school)
  const [parent, other] = [
    await enterAs(engine, id, parentId(id, 1, 1)),
    await enterAs(engine, id, pupilId(id, 2, 1)),
  ]
  const announcement = {
    target: { school: id, classes: school.classes.slice(0, 1).map((cls) => cls.id), roles: [] },
    text: 'The excursion <begins> at nine',
    signature: { name: undefined, role: undefined },
    actor: 'operator',
  }
  const [first, second] = [
    await announce(engine, announcement),
    await announce(engine, announcement),
  ]
  expect([first.rooms[0]?.isNew, second.rooms[0]?.isNew]).toEqual([true, false])
  const said = async (client: typeof parent) => {
    const { joined } = await client.sync()
    const events = [...joined.values()].flatMap((room) => room.timeline.events)
    return events.filter((event) => JSON.stringify(event['content']).includes('excursion'))
  }
  const [event, ...more] = await said(parent)
  expect(more).toEqual([])
  expect(event?.['sender']).toBe(engine.homeserver.bot)
  expect(event?.['content']).toMatchObject({
    msgtype: 'm.text',
    body: 'The excursion <begins> at nine\n\n— Администрация школы',
  })
  expect(await said(other)).toEqual([])
})
