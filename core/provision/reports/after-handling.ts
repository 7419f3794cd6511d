/** Who hears of what was done about a report. None of it undoes what was done: what cannot be said is logged. */
import type { UserId } from '../../school/ids.ts'
import type { Language } from '../../school/people.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import type { Notice } from '../../store/notice-ports.ts'
import { displayNameOf } from '../display-name.ts'
import type { Engine } from '../engine.ts'
import { editNotice } from '../notices.ts'
import { tellPerson } from '../tell-person.ts'
import type { ReportContext } from './context.ts'
import { roomNameIn } from './reported-message.ts'
import { aboutReport } from './tell-report.ts'
import { actionTexts, texts } from './texts.ts'

/** Every message about it says from now on what was done and by whom; the words of the report stay as they are. */
export async function showHandled(context: ReportContext, report: Report): Promise<void> {
  const { homeserver, limit, log, store } = context.engine
  for (const one of await store.reports.ofEvent(report.event)) {
    for (const notice of await store.notices.about(aboutReport(one))) {
      try {
        const { bot } = homeserver
        const seen = await limit(() => homeserver.eventAs(bot, notice.room, notice.event))
        const body = seen?.content['body']
        if (typeof body !== 'string') continue
        const outcome = await outcomeOf(context, report, notice)
        await editNotice(context.engine, notice, `${body}\n${outcome}`)
      } catch (err) {
        log.warn({ report: one.id, err }, 'message not edited')
      }
    }
  }
}

async function outcomeOf(
  context: ReportContext,
  { actions, handledBy }: Report,
  notice: Notice,
): Promise<string> {
  const language = await languageIn(context, notice)
  const done = actions.map((action) => actionTexts[language][action]).join('; ')
  return `${done}: ${await actorName(context.engine, handledBy, language)}`
}

async function languageIn({ engine, facts }: ReportContext, notice: Notice): Promise<Language> {
  const now = await facts.fresh()
  if (notice.user !== undefined) return now.languageOf(notice.user)
  const id = now.room(notice.room)?.school
  const school = id && (await engine.store.schools.load(id))
  return school?.info.language ?? now.languageOf(engine.homeserver.bot)
}

async function actorName(engine: Engine, by: string | undefined, language: Language) {
  if (by === undefined || by === 'operator') return texts[language].operator
  return (await displayNameOf(engine, by as UserId)) ?? by
}

/** Once, whatever else is done about the message: that the school has looked at it, and nothing of what it did. */
export async function tellReporters(context: ReportContext, report: Report): Promise<void> {
  for (const { reporter } of await context.engine.store.reports.ofEvent(report.event)) {
    await tell(context, reporter, ({ thanks }) => thanks, `report-thanks ${report.event}`)
  }
}

export async function answerReporter(
  context: ReportContext,
  report: Report,
  by: string,
  text: string,
): Promise<void> {
  const { engine, facts } = context
  const now = await facts.fresh()
  const language = now.languageOf(report.reporter)
  const name = await actorName(engine, by, language)
  const said = `${texts[language].answer} (${name}): ${text}`
  const once = `report-answer ${report.id} ${text}`
  await tellPerson(engine, now.policy, report.reporter, said, once)
}

/** Who reported is not said, nor that it was a report. */
export async function tellSilenced(
  context: ReportContext,
  { room, sender }: Pick<Report, 'room' | 'sender'>,
  until: Date,
): Promise<void> {
  const { engine, facts } = context
  const id = (await facts.fresh()).room(room)?.school
  const school = id && (await engine.store.schools.load(id))
  if (school === undefined) return
  const { language, timeZone } = school.info
  const name = (await roomNameIn(engine, school, room)) ?? ''
  const when = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(until)
  const text = (words: (typeof texts)[Language]) =>
    words.silenced.replace('{room}', name).replace('{until}', when)
  await tell(context, sender, text, `silenced ${room} ${until.toISOString()}`)
}

async function tell(
  { engine, facts }: ReportContext,
  user: UserId,
  text: (words: (typeof texts)[Language]) => string,
  once: string,
): Promise<void> {
  try {
    const now = await facts.fresh()
    await tellPerson(engine, now.policy, user, text(texts[now.languageOf(user)]), once)
  } catch (err) {
    engine.log.warn({ user, err }, 'person not told')
  }
}
