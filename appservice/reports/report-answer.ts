/** A report as those read it who may act on it; the message is read from the homeserver for each answer. */
import { displayNameOf } from '@lyceum/core/provision/display-name.ts'
import {
  linkTo,
  readReported,
  roomNameIn,
} from '@lyceum/core/provision/reports/reported-message.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { Report } from '@lyceum/core/store/letting-in-ports.ts'
import type { PeopleContext } from '../people/context.ts'

export async function describeReport({ engine, facts }: PeopleContext, report: Report) {
  const named = async (user: UserId) => ({
    user_id: user,
    name: (await displayNameOf(engine, user)) ?? null,
  })
  const room = (await facts.fresh()).room(report.room)
  const school = room && (await engine.store.schools.load(room.school))
  const message = await readReported(engine, report)
  return {
    id: report.id,
    state: report.state,
    school: room?.school ?? null,
    class: room?.class ?? null,
    room_id: report.room,
    room_name: (school && (await roomNameIn(engine, school, report.room))) ?? null,
    event_id: report.event,
    link: linkTo(report, report.reporter),
    message: {
      text: message.text ?? null,
      edited: message.edited ?? null,
      what: message.what ?? null,
    },
    sender: await named(report.sender),
    reporter: await named(report.reporter),
    created_at: report.at,
    handled_at: report.handledAt ?? null,
    handled_by: report.handledBy ?? null,
    actions: report.actions,
  }
}
