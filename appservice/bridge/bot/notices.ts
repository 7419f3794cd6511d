/**
 * Yes and no to the bot's notices, by a reaction or a reply, from any client. What a notice is about stands in the store
 * with its event; whether the person may decide is asked as everywhere.
 */
import { confirmPupil } from '@lyceum/core/provision/letting-in/confirm.ts'
import { classesOfPupil } from '@lyceum/core/provision/letting-in/audience.ts'
import { readConfirmation, readGuardianship } from '@lyceum/core/provision/letting-in/tell.ts'
import { endGuardian } from '@lyceum/core/provision/letting-in/guardian.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import { fullName } from '@lyceum/core/school/people.ts'
import { may } from '@lyceum/core/school/rights/may.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { NoticeAbout } from '@lyceum/core/store/notice-ports.ts'
import type { BotContext } from './command.ts'
import { answerReport } from './answer-report.ts'
import { decide, type DecidedHere, type Decider } from './decide.ts'
import type { NoticeReply, Reply } from './parse.ts'

export async function answerNotice(
  context: BotContext,
  decider: Decider,
  about: NoticeAbout,
  reply: NoticeReply,
): Promise<DecidedHere> {
  const { answer, rest } = reply
  switch (about.kind) {
    case 'application':
      // The notice asks for the reason alone too; a question is no answer.
      if (answer === undefined && (rest === '' || rest.includes('?'))) break
      return answer === 'yes'
        ? decide(context, decider, about.subject, { state: 'accepted', child: rest || undefined })
        : decide(context, decider, about.subject, { state: 'declined', reason: rest || undefined })
    case 'confirmation':
      if (answer === undefined) break
      return confirm(context, decider, about, answer)
    case 'guardian':
      if (answer === undefined) break
      if (answer === 'yes') return { text: decider.texts.noted, isDone: true }
      return endByTeacher(context, decider, about)
    case 'report':
      return answerReport(context, decider, about.subject, reply)
  }
  return { text: decider.texts.howToAnswer, isDone: false }
}

async function confirm(
  { engine }: BotContext,
  { user, standing, texts }: Decider,
  about: NoticeAbout,
  answer: Reply['answer'],
): Promise<DecidedHere> {
  const confirmed = await confirmPupil(engine, {
    ...readConfirmation(about),
    actor: standing,
    by: user,
    answer: answer === 'yes' ? 'confirm' : 'not-my-child',
  })
  if (confirmed.state === 'not-allowed') {
    return { text: texts.mayNotConfirm[confirmed.reason], isDone: false }
  }
  const isDone = confirmed.state !== 'already-decided' && confirmed.state !== 'nothing-to-confirm'
  return { text: texts.confirmed[confirmed.state], isDone }
}

/** As over the API: by whoever may, of a class in which the child is. */
async function endByTeacher(
  { engine }: BotContext,
  { user, standing, language, texts }: Decider,
  about: NoticeAbout,
): Promise<DecidedHere> {
  const { school: id, guardian, child } = readGuardianship(about)
  const school = await engine.store.schools.load(id)
  if (school === undefined) return { text: texts.applicationGone, isDone: false }
  const classes = classesOfPupil(school, child).map((cls) => ({ school: id, class: cls }))
  const rights = [...classes, { school: id }].map((target) => {
    return may(standing, 'end-guardianship', target)
  })
  const [first] = rights
  if (first?.allowed === false && !rights.some((one) => one.allowed)) {
    return { text: describeRightsRefusal(first.reason, language), isDone: false }
  }
  const person = school.people.find((one) => one.id === guardian)
  const name = person === undefined ? '' : fullName(person, language)
  try {
    await endGuardian(engine, about, user)
  } catch (error) {
    // Ended before: by somebody else, or by this very message.
    const isOver =
      error instanceof LyceumError && ['nothing-to-end', 'unknown-person'].includes(error.code)
    if (!isOver) throw error
  }
  return { text: texts.guardianEnded(name), isDone: true }
}
