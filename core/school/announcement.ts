/**
 * An announcement goes out in rooms that exist, so whom it reaches is who is in them: here is decided which rooms, as few
 * as reach everybody who is meant, each once. A class's channel reaches its pupils, teachers and parents together; what is
 * for teachers or administrators alone goes into rooms where no pupil and no parent is.
 */
import type { RoomKind } from './blueprint-settings.ts'
import type { BlueprintRoom } from './blueprint.ts'
import type { ClassId, PersonId, RoomKey, SchoolId } from './ids.ts'
import { roles as allRoles, type Language, type Role, type School } from './people.ts'

export interface AnnouncementTarget {
  readonly school: SchoolId
  /** Empty: the whole school. */
  readonly classes: readonly ClassId[]
  /** Empty: everybody. */
  readonly roles: readonly Role[]
}

export interface AnnouncementRoom {
  readonly key: RoomKey
  readonly kind: RoomKind
  readonly class: ClassId | undefined
  readonly name: string
  /** Who reads it there, also beyond those who are meant. */
  readonly reaches: readonly Role[]
}

export interface AnnouncementPlan {
  readonly rooms: readonly AnnouncementRoom[]
  /** Roles that no room of these reaches; with the class where one was chosen. */
  readonly missed: readonly { readonly role: Role; readonly class: ClassId | undefined }[]
}

/** In this order the wider rooms come first, so that a narrower one is taken only for whom they leave out. */
const widestFirst: readonly Role[] = ['pupil', 'parent', 'teacher', 'administrator']

/** Kinds that may carry a role's announcement, the best first. */
const schoolKinds: Readonly<Record<Role, readonly RoomKind[]>> = {
  pupil: ['announcements'],
  parent: ['announcements'],
  teacher: ['staff', 'announcements'],
  administrator: ['administration', 'staff', 'announcements'],
}

const classKinds: Readonly<Record<Role, readonly RoomKind[]>> = {
  pupil: ['class-channel'],
  parent: ['class-channel'],
  teacher: ['class-teachers', 'class-channel'],
  administrator: ['class-channel'],
}

/** `rooms`: the blueprint of the school. */
export function planAnnouncement(
  school: School,
  rooms: readonly BlueprintRoom[],
  target: AnnouncementTarget,
): AnnouncementPlan {
  const roles = target.roles.length === 0 ? allRoles : target.roles
  const wanted = widestFirst.filter((role) => roles.includes(role))
  const parts =
    target.classes.length === 0
      ? [planForSchool(school, rooms, wanted)]
      : [...new Set(target.classes)].map((cls) => planForClass(school, rooms, wanted, cls))
  const chosen = new Set(parts.flatMap((part) => [...part.rooms]))
  return {
    rooms: rooms.filter((room) => chosen.has(room)).map((room) => describeRoom(school, room)),
    missed: parts.flatMap((part) => part.missed),
  }
}

interface Part {
  readonly rooms: ReadonlySet<BlueprintRoom>
  readonly missed: AnnouncementPlan['missed']
}

function planForSchool(
  school: School,
  rooms: readonly BlueprintRoom[],
  wanted: readonly Role[],
): Part {
  const chosen = new Set<BlueprintRoom>()
  const missed: { role: Role; class: undefined }[] = []
  const ofSchool = rooms.filter((room) => room.mark.class === undefined)
  for (const role of wanted) {
    const people = peopleOf(school, role)
    if (isCovered(people, chosen)) continue
    const one = firstThatReaches(ofSchool, schoolKinds[role], people)
    if (one !== undefined) {
      chosen.add(one)
      continue
    }
    // Parents are in class-level rooms only: what is said to all of them is said in every class.
    const channels = rooms.filter((room) => room.mark.kind === 'class-channel')
    if (role === 'parent') for (const channel of channels) chosen.add(channel)
    if (!isCovered(people, chosen)) missed.push({ role, class: undefined })
  }
  return { rooms: chosen, missed }
}

function planForClass(
  school: School,
  rooms: readonly BlueprintRoom[],
  wanted: readonly Role[],
  cls: ClassId,
): Part {
  const chosen = new Set<BlueprintRoom>()
  const missed: { role: Role; class: ClassId }[] = []
  const ofClass = rooms.filter((room) => room.mark.class === cls)
  for (const role of wanted) {
    const people = peopleOf(school, role, cls)
    if (isCovered(people, chosen)) continue
    const one = firstThatReaches(ofClass, classKinds[role], people)
    if (one === undefined) missed.push({ role, class: cls })
    else chosen.add(one)
  }
  return { rooms: chosen, missed }
}

type People = ReadonlySet<PersonId>

function firstThatReaches(
  rooms: readonly BlueprintRoom[],
  kinds: readonly RoomKind[],
  people: People,
): BlueprintRoom | undefined {
  for (const kind of kinds) {
    const found = rooms.find((room) => room.mark.kind === kind && isCovered(people, [room]))
    if (found !== undefined) return found
  }
  return undefined
}

/** True where there is nobody to reach. */
function isCovered(people: People, rooms: Iterable<BlueprintRoom>): boolean {
  const reached = new Set([...rooms].flatMap((room) => [...room.members.keys()]))
  return people.isSubsetOf(reached)
}

function describeRoom(school: School, room: BlueprintRoom): AnnouncementRoom {
  const members = new Set(room.members.keys())
  const reaches = allRoles.filter((role) => {
    const people = peopleOf(school, role, room.mark.class)
    return people.size > 0 && people.isSubsetOf(members)
  })
  const { class: cls, kind } = room.mark
  return { key: room.key, kind, class: cls, name: room.name, reaches }
}

function peopleOf(school: School, role: Role, cls?: ClassId): People {
  const places = school.places.filter((place) => cls === undefined || place.class === cls)
  const pupils = new Set(places.filter(({ role: as }) => as === 'pupil').map((one) => one.person))
  const staff = school.staff.filter((place) => place.role === role).map((one) => one.person)
  switch (role) {
    case 'pupil':
      return pupils
    case 'parent': {
      const own = school.guardianships.filter(({ child }) => pupils.has(child))
      return new Set(own.map(({ guardian }) => guardian))
    }
    case 'teacher': {
      const teaching = places.filter(({ role: as }) => as !== 'pupil').map((one) => one.person)
      return new Set(cls === undefined ? [...staff, ...teaching] : teaching)
    }
    case 'administrator':
      return new Set(staff)
  }
}

export interface Signature {
  /** Undefined: the school's administration. */
  readonly name: string | undefined
  readonly role: 'administrator' | 'class-teacher' | undefined
}

const signed: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: {
    administration: 'Администрация школы',
    administrator: 'администратор',
    'class-teacher': 'классный руководитель',
  },
  en: {
    administration: 'School administration',
    administrator: 'administrator',
    'class-teacher': 'class teacher',
  },
}

/** `m.room.message`: as plain text, and the same with the signature set apart. */
export function announcementContent(
  id: string,
  text: string,
  { name, role }: Signature,
  language: Language,
): object {
  const words = signed[language]
  const who = name === undefined ? words['administration'] : `${name}, ${words[role ?? '']}`
  const lines = text.trim().replaceAll('\r\n', '\n')
  const formatted = escapeHtml(lines).replaceAll('\n', '<br>')
  return {
    msgtype: 'm.text',
    body: `${lines}\n\n— ${who}`,
    format: 'org.matrix.custom.html',
    formatted_body: `${formatted}<br><br><em>— ${escapeHtml(who ?? '')}</em>`,
    // Nobody is called by a name or a word that happens to stand in the text.
    'm.mentions': {},
    'org.lyceum.announcement': { id },
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
