import { rightsToDecide } from '@lyceum/core/school/accepting.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import { may } from '@lyceum/core/school/rights/may.ts'
import type { Asked, BotContext, Command } from '../command.ts'
import { ownSchools } from '../own-school.ts'

/** The longest waiting first; more are shown when these are decided. */
const mostShown = 20

/** Those that the person may decide, numbered for `accept` and `decline`. */
export const applicationsCommand: Command = {
  name: 'applications',
  rights: ['see-applications'],
  async run(context, asked) {
    const { texts } = asked
    const waiting = await decidable(context, asked)
    const shown = waiting.slice(0, mostShown)
    const applications = shown.map(({ application }) => application.id)
    if (shown.length === 0) return { text: texts.noApplications, applications }
    const lines = shown.map((one, at) => `${at + 1}. ${describe(one, asked)}`)
    return { text: texts.applications(lines, waiting.length - shown.length), applications }
  },
}

interface Waiting {
  readonly application: Application
  readonly school: School
}

async function decidable(context: BotContext, asked: Asked): Promise<readonly Waiting[]> {
  const found = await Promise.all(
    (await ownSchools(context, asked)).map(async ({ school }) => {
      const all = await context.engine.store.applications.ofSchool(school.info.id, ['waiting'])
      return all
        .filter((application) =>
          rightsToDecide(application, school).every(([action, target]) => {
            return may(asked.standing, action, target).allowed
          }),
        )
        .map((application) => ({ application, school }))
    }),
  )
  return found
    .flat()
    .toSorted((a, b) => (a.application.createdAt < b.application.createdAt ? -1 : 1))
}

function describe({ application, school }: Waiting, { texts, language }: Asked): string {
  const { name, role, subjects, child, childName, chat, person } = application
  const classes = [application.class, ...application.classes]
    .filter((one) => one !== undefined)
    .map((id) => school.classes.find((one) => one.id === id)?.label ?? id)
  const known = school.people.find((one) => one.id === child)
  const details = [
    texts.roles[role],
    ...classes,
    ...subjects,
    ...(known === undefined
      ? childName === undefined
        ? []
        : [texts.childOf(childName)]
      : [texts.childOf(fullName(known, language))]),
    ...(school.chats ?? []).filter(({ id }) => id === chat).map((one) => `«${one.name}»`),
    ...(person === undefined || application.kind !== 'join' ? [] : [texts.onTheRoster]),
  ]
  return `${fullName(name, language)}: ${details.join(', ')}`
}
