/**
 * The bot says something in the rooms that reach whom it is for. The id makes it repeatable: it follows from what is said
 * to whom on which day, the message carries it, and a room that has it is passed over, so a run that was interrupted is
 * simply run again.
 */
import { createHash } from 'node:crypto'
import { LyceumError } from '../errors.ts'
import {
  announcementContent,
  planAnnouncement,
  type AnnouncementPlan,
  type AnnouncementRoom,
  type AnnouncementTarget,
  type Signature,
} from '../school/announcement.ts'
import { blueprint } from '../school/blueprint.ts'
import type { RoomId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { Engine } from './engine.ts'
import { roomIds } from './visit.ts'

export interface Announcement {
  readonly target: AnnouncementTarget
  /** Plain text. */
  readonly text: string
  readonly signature: Signature
  /** For the journal: `operator` or a Matrix id. */
  readonly actor: string
}

interface AnnouncedRoom extends AnnouncementRoom {
  readonly id: RoomId
  /** False where it stood already. */
  readonly isNew: boolean
}

export interface Announced {
  readonly id: string
  readonly rooms: readonly AnnouncedRoom[]
}

type AnnounceEngine = Pick<
  Engine,
  'store' | 'homeserver' | 'blueprint' | 'limit' | 'aliasOf' | 'now'
>

export const longestAnnouncement = 10_000

/** Which rooms it would go into. Throws `unknown-school`, `unknown-class`, `nobody-reached` and `announcement-text`. */
export async function planAnnounce(
  engine: Pick<AnnounceEngine, 'store' | 'blueprint'>,
  { target, text }: Pick<Announcement, 'target' | 'text'>,
): Promise<AnnouncementPlan & { readonly school: School }> {
  const { length } = text.trim()
  if (length === 0 || length > longestAnnouncement) {
    throw new LyceumError('announcement-text', 'There is no text, or too much of it.', {
      hint: `Up to ${longestAnnouncement} characters.`,
    })
  }
  const school = await engine.store.schools.load(target.school)
  if (school === undefined) {
    throw new LyceumError('unknown-school', `There is no school with the id ${target.school}.`)
  }
  const unknown = target.classes.find((id) => !school.classes.some((cls) => cls.id === id))
  if (unknown !== undefined) {
    throw new LyceumError('unknown-class', `There is no class with the id ${unknown}.`)
  }
  const plan = planAnnouncement(school, blueprint(school, engine.blueprint), target)
  const [missed] = plan.missed
  if (missed !== undefined || plan.rooms.length === 0) {
    const where = missed?.class === undefined ? 'the school' : `class ${missed.class}`
    const whom = missed === undefined ? 'whoever is meant' : `every ${missed.role}`
    throw new LyceumError('nobody-reached', `No room of ${where} reaches ${whom}.`, {
      hint: 'Nothing was said. Choose other roles or classes, or look at the rooms in config.yaml.',
    })
  }
  return { ...plan, school }
}

/** May be repeated. Throws as `planAnnounce`; `room-missing` where a room has not been made yet. */
export async function announce(
  engine: AnnounceEngine,
  announcement: Announcement,
): Promise<Announced> {
  const { target, text, signature, actor } = announcement
  const { school, rooms } = await planAnnounce(engine, announcement)
  const { language, timeZone } = school.info
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(engine.now())
  const id = announcementId(announcement, day)
  const content = announcementContent(id, text, signature, language)
  const keys = rooms.map(({ key }) => ({ key }))
  const ids = await roomIds(engine, target.school, keys)
  const missing = rooms.find((room) => !ids.has(room.key))
  if (missing !== undefined) {
    throw new LyceumError('room-missing', `The room ${missing.key} does not exist yet.`, {
      hint: 'Nothing was said. lyceum apply makes it.',
    })
  }
  const announced = await Promise.all(
    rooms.map(async (room): Promise<AnnouncedRoom> => {
      const to = ids.get(room.key) as RoomId
      return { ...room, id: to, isNew: await post(engine, to, id, content) }
    }),
  )
  await engine.store.journal.append({
    at: engine.now().toISOString(),
    actor,
    action: 'announced',
    school: target.school,
    details: { announcement: id, rooms: announced.filter((room) => room.isNew).length },
  })
  return { id, rooms: announced }
}

/** False where it stands already. */
async function post(
  { homeserver, limit }: AnnounceEngine,
  room: RoomId,
  id: string,
  content: object,
): Promise<boolean> {
  const said = await limit(() => homeserver.ownMessages(room))
  const stands = said.some((message) => {
    const mark = message.content['org.lyceum.announcement']
    return typeof mark === 'object' && mark !== null && 'id' in mark && mark.id === id
  })
  if (stands) return false
  await limit(() =>
    homeserver.sendEvent(room, 'm.room.message', `lyceum-announcement-${id}`, content),
  )
  return true
}

function announcementId({ target, text, signature }: Announcement, day: string): string {
  const told = JSON.stringify([
    target.school,
    target.classes.toSorted(),
    target.roles.toSorted(),
    text.trim(),
    signature.name,
    day,
  ])
  return createHash('sha256').update(told).digest('base64url').slice(0, 22)
}

/** As the command line and the API tell it. */
export function describeAnnounced({ id, rooms }: Announced, school: School) {
  const labels = new Map(school.classes.map((cls) => [cls.id, cls.label]))
  return {
    id,
    school: school.info.id,
    school_name: school.info.name,
    rooms: rooms.map((room) => ({
      room_id: room.id,
      kind: room.kind,
      name: room.name,
      ...(room.class === undefined
        ? {}
        : { class: room.class, class_name: labels.get(room.class) ?? room.class }),
      reaches: room.reaches,
      new: room.isNew,
    })),
  }
}
