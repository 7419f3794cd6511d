import { describe, expect, test } from 'vitest'
import type { Homeserver } from '../ports.ts'
import { fresh, newPerson, newRoom, outcome } from './sample.ts'

async function roomWithMessage(homeserver: Homeserver) {
  const person = await newPerson(homeserver)
  const room = await homeserver.createRoom(newRoom())
  await homeserver.invite(room, person)
  await homeserver.join(room, person)
  const content = { msgtype: 'm.text', body: 'something bad' }
  const event = await homeserver.sendEvent(room, 'm.room.message', fresh('say'), content)
  return { person, room, event, content }
}

export function eventReportContract(connect: () => Homeserver): void {
  describe('reported messages', () => {
    test('are listed with who reported them and why, in their order', async () => {
      const homeserver = connect()
      const begun = Date.now() - 1000
      const { person, room, event } = await roomWithMessage(homeserver)
      await homeserver.reportEvent(person, room, event, 'it is rude')
      await homeserver.reportEvent(person, room, event, undefined)
      // Synapse counts a new room in the background, and shows no report before.
      const own = async () => {
        const all = await homeserver.eventReports(begun)
        return all.filter((one) => one.reporter === person)
      }
      await expect.poll(own).toHaveLength(2)
      const [first, second] = await own()
      expect(first).toMatchObject({
        room,
        event,
        sender: homeserver.bot,
        reporter: person,
        reason: 'it is rude',
      })
      expect(second?.reason).toBeUndefined()
      expect(second?.receivedAt).toBeGreaterThanOrEqual(first?.receivedAt ?? 0)
      expect(first?.receivedAt).toBeGreaterThanOrEqual(begun)
      expect(await homeserver.eventReports(Date.now() + 60_000)).toEqual([])
    })

    test('are read and reported only by who sees them', async () => {
      const homeserver = connect()
      const { person, room, event, content } = await roomWithMessage(homeserver)
      expect(await homeserver.eventAs(person, room, event)).toEqual({
        type: 'm.room.message',
        sender: homeserver.bot,
        content,
        edited: undefined,
        isRedacted: false,
      })
      const stranger = await newPerson(homeserver)
      expect(await homeserver.eventAs(stranger, room, event)).toBeUndefined()
      expect(await homeserver.editsOf(stranger, room, event)).toEqual([])
      const report = homeserver.reportEvent(stranger, room, event, 'so')
      expect(await outcome(report)).toBe('M_NOT_FOUND')
    })

    test('of files that are not there nothing can be kept from anybody', async () => {
      const homeserver = connect()
      await homeserver.quarantineFile(fresh('none'))
      await homeserver.quarantineFile(fresh('none'))
    })

    test('show their edits, and nothing once they are taken away', async () => {
      const homeserver = connect()
      const { person, room, event, content } = await roomWithMessage(homeserver)
      const edited = { msgtype: 'm.text', body: 'something good' }
      const edit = await homeserver.sendEvent(room, 'm.room.message', fresh('say'), {
        ...edited,
        body: '* something good',
        'm.new_content': edited,
        'm.relates_to': { rel_type: 'm.replace', event_id: event },
      })
      expect(await homeserver.eventAs(person, room, event)).toMatchObject({ content, edited })
      expect(await homeserver.editsOf(person, room, event)).toEqual([edit])
      await homeserver.redact(room, edit)
      await homeserver.redact(room, event)
      expect(await homeserver.eventAs(person, room, event)).toMatchObject({
        content: {},
        edited: undefined,
        isRedacted: true,
      })
    })
  })
}
