import { expect, test } from 'vitest'
import { reportSetting } from '@lyceum/core/testing/reports.ts'
import { createLog } from '../log.ts'
import { watchReports } from './watch-reports.ts'

test('Of two processes one reads the reports, and the other one after it has stopped.', async () => {
  const { context, engine, homeserver, people, roomOf, say, told } = await reportSetting()
  const room = roomOf('C1/class-chat')
  const readers: string[] = []
  const processOf = (owner: string) => {
    const watched = Object.assign(Object.create(homeserver), {
      eventReports(since: number) {
        readers.push(owner)
        return homeserver.eventReports(since)
      },
    }) as typeof homeserver
    return { ...context, engine: { ...engine, owner, homeserver: watched } }
  }
  const report = async (text: string) => {
    const event = say(room, people.other, text)
    await homeserver.reportEvent(people.pupil, room, event, undefined)
  }
  await report('первое')
  const log = createLog('silent')
  const first = watchReports(processOf('elsewhere/1/a'), log)
  await expect.poll(() => told(people.teacher)).toHaveLength(1)
  const second = watchReports(processOf('elsewhere/2/b'), log)
  await second.stop()
  expect(readers).toEqual(['elsewhere/1/a'])
  await first.stop()
  await report('второе')
  const third = watchReports(processOf('elsewhere/2/b'), log)
  await expect.poll(() => told(people.teacher)).toHaveLength(2)
  await third.stop()
  expect(readers).toEqual(['elsewhere/1/a', 'elsewhere/2/b'])
})
