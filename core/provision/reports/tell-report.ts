/** Those who are to act are told of a report, with the message as it stands. May be repeated: who was told is passed over. */
import type { UserId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import { standingsIn } from '../../school/policy/standing.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import type { NoticeAbout } from '../../store/notice-ports.ts'
import { displayNameOf } from '../display-name.ts'
import type { Engine } from '../engine.ts'
import { administrationOf, classTeachersOf, usersOf } from '../letting-in/audience.ts'
import { tellAll, type Audience } from '../notices.ts'
import type { ReportContext } from './context.ts'
import { reportPlaces, type ReportPlace } from './report-places.ts'
import { linkTo, readReported, roomNameIn } from './reported-message.ts'
import { texts } from './texts.ts'

export function aboutReport({ id }: Pick<Report, 'id'>): NoticeAbout {
  return { kind: 'report', subject: id }
}

/** What cannot be told now is owed, and keeps no other report from being told. */
export async function tellOrOwe(
  context: ReportContext,
  report: Report,
  reason: string | undefined,
): Promise<void> {
  try {
    await tellReport(context, report, reason)
  } catch (err) {
    context.engine.log.warn({ report: report.id, err }, 'report not told yet')
  }
}

async function tellReport(
  { engine, facts }: ReportContext,
  report: Report,
  reason: string | undefined,
): Promise<void> {
  const about = aboutReport(report)
  const places = reportPlaces(await facts.fresh(), report)
  const bySchool = Map.groupBy(places, (place) => place.school)
  let isTold = true
  let reached = 0
  for (const [id, here] of bySchool) {
    const school = await engine.store.schools.load(id)
    if (school === undefined) continue
    const audience = await audienceOf(engine, school, here, report)
    reached += audience.rooms.length + audience.users.length
    const text = await describeReport(engine, school, report, reason)
    isTold = (await tellAll(engine, about, audience, text)) && isTold
  }
  if (reached === 0) engine.log.warn({ report: report.id }, 'report reaches nobody')
  if (isTold) await engine.store.notices.told(about)
}

async function audienceOf(
  engine: Engine,
  school: School,
  places: readonly ReportPlace[],
  { sender, reporter }: Report,
): Promise<Audience> {
  const users = await usersOf(engine, school.info.id)
  const standings = standingsIn(school, users)
  const isLeader = standings.get(sender)?.roles.has('administrator') === true
  const others = (found: readonly UserId[]) => found.filter((user) => user !== sender)
  // In their room they all read: of one of them the others are told one by one.
  const administration = isLeader
    ? {
        rooms: [],
        users: [...standings]
          .filter(([, one]) => one.roles.has('administrator'))
          .map(([user]) => user),
      }
    : await administrationOf(engine, school, users)
  const classes = places.flatMap((place) => place.class ?? [])
  const heads = others(classTeachersOf(school, classes, users))
  const told = { rooms: administration.rooms, users: [...others(administration.users), ...heads] }
  if (told.rooms.length + told.users.length > 0) return told
  // Nobody else is left: whoever leads the class of the one who reported.
  const own = [...(standings.get(reporter)?.pupilOf ?? [])]
  const last = others(classTeachersOf(school, own, users))
  return { rooms: [], users: last.length > 0 ? last : engine.policy.regionStaff }
}

async function describeReport(
  engine: Engine,
  school: School,
  report: Report,
  reason: string | undefined,
): Promise<string> {
  const words = texts[school.info.language]
  const message = await readReported(engine, report)
  const room = (await roomNameIn(engine, school, report.room)) ?? words.privateRoom
  const nameOf = async (user: UserId) => {
    if (user === engine.homeserver.bot) return words.bot
    return (await displayNameOf(engine, user)) ?? words.stranger
  }
  const quote = (text: string) => `«${text}»`
  const said = message.text === undefined ? words.gone : quote(message.text)
  const what = message.what === undefined ? '' : ` (${message.what})`
  return [
    `${words.title}. ${school.info.name}.`,
    `${words.room}: ${room}`,
    `${words.writer}: ${await nameOf(report.sender)}`,
    `${words.reporter}: ${await nameOf(report.reporter)}`,
    ...(reason === undefined || reason === '' ? [] : [`${words.reason}: ${reason.slice(0, 500)}`]),
    `${words.message}: ${said}${what}`,
    ...(message.edited === undefined ? [] : [`${words.edited}: ${quote(message.edited)}`]),
    `${words.link}: ${linkTo(report, report.reporter)}`,
    words.howTo,
    `${words.number}: ${report.id}`,
  ].join('\n')
}
