import { expect, test } from 'vitest'
import { pupilId } from '../../testing/small-school.ts'
import { limits } from '../../testing/engine.ts'
import { reportSetting } from '../../testing/reports.ts'
import { handleReport } from '../reports/handle-report.ts'
import { submitReport } from '../reports/take-in.ts'
import { erasePerson } from './erase.ts'

test('Who is erased is gone from what the bot said of reports, in its first words and in its edits.', async () => {
  const { context, engine, homeserver, people, roomOf, say, as } = await reportSetting()
  const room = roomOf('C1/class-chat')
  const event = say(room, people.other, 'злое слово')
  const submitted = await submitReport(context, { reporter: people.pupil, room, event })
  if (submitted.state !== 'submitted') throw new Error(submitted.state)
  const { id } = submitted.report
  const by = people.teacher
  await handleReport(context, id, { actor: await as(by), by, action: 'silence', hours: 1 })
  const about = { kind: 'report', subject: id } as const
  const notices = await engine.store.notices.about(about)
  const own = await engine.store.talks.find(homeserver.bot, people.other)
  expect([notices.length, own]).toEqual([2, expect.any(String)])
  const said = async () => {
    const texts: string[] = []
    for (const one of new Set([...notices.map((notice) => notice.room), own ?? room])) {
      for await (const page of homeserver.eventsOf(one)) texts.push(JSON.stringify(page))
    }
    return texts.join()
  }
  expect(await said()).toContain('злое слово')
  expect(await said()).toContain('Фамилия-S1-P1-2')
  await erasePerson(engine, pupilId('S1', 1, 2), { limits, actor: 'operator' })
  expect(await said()).not.toContain('злое слово')
  expect(await said()).not.toContain('Фамилия-S1-P1-2')
  expect(await engine.store.notices.about(about)).toEqual([])
})
