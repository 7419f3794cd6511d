/** What somebody who acts says to the notice of a reported message: take it down, dismiss it, silence the writer, answer. */
import { displayNameOf } from '@lyceum/core/provision/display-name.ts'
import {
  handleReport,
  type Handled,
  type ReportHandling,
} from '@lyceum/core/provision/reports/handle-report.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { BotContext } from './command.ts'
import type { DecidedHere, Decider } from './decide.ts'
import type { NoticeReply } from './parse.ts'
import { fold } from './words.ts'

export async function answerReport(
  context: BotContext,
  decider: Decider,
  id: string,
  reply: NoticeReply,
): Promise<DecidedHere> {
  const { standing, user } = decider
  const wish = wishOf(reply)
  const handled = await handleReport(context, id, { actor: standing, by: user, ...wish })
  const isDone = handled.state === 'handled'
  return { text: await describe(context, decider, handled, wish.action), isDone }
}

const silence = /^(?:silence|тишина)(?: (?:for |на )?(\d{1,4}).*)?$/

/** As the notice says it: yes and no alone, silence with hours; every other reply goes to the reporter. */
function wishOf({
  answer,
  rest,
  text,
}: NoticeReply): Pick<ReportHandling, 'action' | 'hours' | 'text'> {
  if (answer !== undefined && rest === '') {
    return { action: answer === 'yes' ? 'take-down' : 'dismiss' }
  }
  const silenced = silence.exec(fold(text))
  if (silenced !== null) return { action: 'silence', hours: Number(silenced[1] ?? 0) }
  return { action: 'answer', text }
}

async function describe(
  { engine }: BotContext,
  { texts, language }: Decider,
  handled: Handled,
  action: ReportHandling['action'],
): Promise<string> {
  switch (handled.state) {
    case 'handled':
      return texts.handled[action]
    case 'already-handled': {
      const by = handled.report.handledBy
      const name = by?.startsWith('@') ? await displayNameOf(engine, by as UserId) : undefined
      return texts.alreadyHandled(name ?? texts.somebody)
    }
    case 'not-allowed':
      return handled.reason === 'about-yourself'
        ? texts.aboutYourself
        : describeRightsRefusal(handled.reason, language)
    case 'cannot':
      return texts.cannotHandle[handled.problem]
    case 'unknown':
      return texts.applicationGone
  }
}
