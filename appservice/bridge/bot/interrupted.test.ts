/** The process dies at any write while it answers; the event comes again, and there is one effect and one true answer. */
import { describe, expect, test } from 'vitest'
import { schoolId } from '@lyceum/core/school/ids.ts'
import { apply } from '@lyceum/core/testing/letting-in.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startBotSite, type BotSite, type Death } from './testing.ts'

const id = schoolId('S1')
/** More than any of them makes. */
const writes = [1, 2, 3, 5, 8, 13]
const deaths = writes.flatMap((write): readonly Death[] => {
  return [
    { write, moment: 'before' },
    { write, moment: 'after' },
  ]
})

async function setting() {
  const site = await startBotSite(smallSchool())
  const teacher = await site.admit(teacherId('S1', 1))
  await site.admit(pupilId('S1', 1, 1))
  await site.talkOf(teacher)
  return { site, teacher }
}

/** What was answered last counts: the earlier may be of the process that died. */
const last = (answers: string) => answers.split('\n---\n').at(-1) ?? ''

const chats = async (site: BotSite) => (await site.engine.store.schools.load(id))?.chats ?? []

describe.each(deaths)('at write $write, $moment', (dies) => {
  test('one chat is made', async () => {
    const { site, teacher } = await setting()
    expect(await site.ask(teacher, 'new chat 1A Поход', { dies })).toContain('Чат Поход готов.')
    expect(await chats(site)).toHaveLength(1)
  })

  test('the code that is shown is the one that works', async () => {
    const { site, teacher } = await setting()
    const answer = await site.ask(teacher, `reset Фамилия-${pupilId('S1', 1, 1)}`, { dies })
    const code = /код (\S+)/.exec(last(answer))?.[1] ?? ''
    const found = await site.engine.store.invitations.find(code, new Date().toISOString())
    expect(found).toMatchObject({ status: 'open', purpose: 'reset' })
  })

  test('an application is accepted once, and its acceptance is said', async () => {
    const { site, teacher } = await setting()
    const application = await apply(site.engine, id, 'petr')
    await site.ask(teacher, 'applications')
    expect(last(await site.ask(teacher, 'accept 1', { dies }))).toBe('Принято: Сёмин Пётр.')
    expect(await site.engine.store.applications.find(application.id)).toMatchObject({
      state: 'accepted',
      decidedBy: teacher,
    })
  })
})
