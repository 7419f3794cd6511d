/**
 * `blueprint(school, settings) -> rooms and members`: the one place that says which rooms a school has and who is in
 * them at which level. Pure; knows people by their roster ids and nothing of accounts, aliases or the homeserver.
 *
 * Join rules: a room is `restricted` to its space when everybody of that space belongs in it, judged by audience and not
 * by who happens to be there today, so a rule never flips with the roster. Every other room is `invite`: by the rules
 * alone nobody gets into a room that the blueprint does not give.
 */
import type { Audience, BlueprintSettings, RoomKind, RoomRule } from './blueprint-settings.ts'
import { indexAudiences, type ClassAudiences, type SchoolAudiences } from './audiences.ts'
import { roomKey, type ClassId, type PersonId, type RoomKey, type SchoolId } from './ids.ts'
import { chatMembers, chatRule, chatsOf, withoutParents } from './chats.ts'
import type { School, SchoolClass } from './people.ts'
import { levels } from './power-levels.ts'
import type { RoomMark } from './rooms.ts'

export interface BlueprintRoom {
  readonly key: RoomKey
  readonly mark: RoomMark
  readonly name: string
  readonly space: boolean
  /** The space that links to this room. */
  readonly parent: RoomKey | undefined
  /** Among the parent's children; compared as text (`m.space.child` `order`). */
  readonly order: string
  /** Restricted to `parent`, or by invitation. */
  readonly restricted: boolean
  readonly history: 'shared' | 'joined'
  readonly eventsDefault: number
  readonly redact: number
  readonly pupils: boolean
  /** Everybody who belongs in the room, with the level there; 0 for most. */
  readonly members: ReadonlyMap<PersonId, number>
}

function schoolKey(school: SchoolId, kind: RoomKind, part?: string): RoomKey {
  const parts = ['school', keyPart(school), kind]
  return roomKey((part === undefined ? parts : [...parts, keyPart(part)]).join('/'))
}

function classKey(school: SchoolId, cls: ClassId, kind: RoomKind, part?: string): RoomKey {
  const parts = ['class', keyPart(school), keyPart(cls), kind]
  return roomKey((part === undefined ? parts : [...parts, keyPart(part)]).join('/'))
}

/** OneRoster ids may hold a slash; the keys of two rooms must never meet. */
function keyPart(id: string): string {
  return id.replaceAll('%', '%25').replaceAll('/', '%2F')
}

/** Spaces come before the rooms in them; classes in the order of their labels. */
export function blueprint(school: School, settings: BlueprintSettings): readonly BlueprintRoom[] {
  const audiences = indexAudiences(school)
  const classes = school.classes.toSorted((a, b) => compareLabels(a.label, b.label))
  return [
    ...schoolRooms(school, settings, audiences),
    ...classes.flatMap((cls) => {
      return classRooms(school, cls, settings, audiences.ofClass(cls.id), audiences)
    }),
  ]
}

function schoolRooms(
  school: School,
  settings: BlueprintSettings,
  audiences: SchoolAudiences,
): readonly BlueprintRoom[] {
  const { id, language } = school.info
  const spaceAudience: Audience[] = ['administrator', 'teacher', 'pupil']
  if (settings.parentsInSchoolRooms) spaceAudience.push('parent')
  const space = schoolKey(id, 'school')
  const rooms = settings.schoolRooms
    .map((rule) => (settings.parentsInSchoolRooms ? withParents(rule) : rule))
    .filter((rule) => rule.kind !== 'parent-committee' || audiences.committee.size > 0)
    .map((rule, index) => {
      const eventsDefault = writersLevel(rule)
      return {
        ...roomOf(rule, spaceAudience),
        key: schoolKey(id, rule.kind),
        mark: { school: id, kind: rule.kind },
        name: rule.name[language].replaceAll('{school}', school.info.name),
        parent: space,
        order: orderOf(index),
        redact: levels.administrator,
        members: audiences.members(rule.members, eventsDefault === levels.teacher),
      }
    })
  const all = chatsOf(school, undefined)
  const chats = settings.parentsInSchoolRooms ? all : all.map(withoutParents)
  const chatRooms = chats.map((chat, position) => {
    const rule = chatRule(chat)
    const teachersWrite = writersLevel(rule) === levels.teacher
    return {
      ...roomOf(rule, spaceAudience),
      key: schoolKey(id, 'chat', chat.id),
      mark: { school: id, kind: 'chat' as const },
      name: chat.name,
      parent: space,
      order: orderOf(rooms.length + position),
      redact: levels.administrator,
      members: chatMembers(school, chat, (who) => audiences.members(who, teachersWrite)),
    }
  })
  return [
    {
      ...spaceOf(audiences.members(spaceAudience, false), levels.administrator),
      key: space,
      mark: { school: id, kind: 'school' },
      name: school.info.name,
      parent: undefined,
      order: '',
    },
    ...rooms,
    ...chatRooms,
  ]
}

function classRooms(
  school: School,
  cls: SchoolClass,
  settings: BlueprintSettings,
  audiences: ClassAudiences,
  whole: SchoolAudiences,
): readonly BlueprintRoom[] {
  const { id, language } = school.info
  const spaceAudience: Audience[] = ['teacher', 'pupil', 'parent']
  if (settings.administratorsInClassRooms !== 'none') spaceAudience.push('administrator')
  const space = classKey(id, cls.id, 'class')
  const base = { school: id, class: cls.id }
  const place = (rule: RoomRule, order: number) => ({
    ...roomOf(rule, spaceAudience),
    key: classKey(id, cls.id, rule.kind),
    mark: { ...base, kind: rule.kind },
    name: rule.name[language]
      .replaceAll('{class}', cls.label)
      .replaceAll('{school}', school.info.name),
    parent: space,
    order: orderOf(order),
    redact: levels.teacher,
    members: audiences.members(rule.members),
  })
  const rules = classRules(settings, whole.classCommittee(cls.id).size > 0)
  const rooms = rules.map(place)
  const subjects = settings.subjectChats ? [...audiences.subjects].toSorted() : []
  const chats = subjects.map(([subject, spelling], position) => ({
    ...place(subjectRule(spelling), rules.length + position),
    key: classKey(id, cls.id, 'subject-chat', subject),
    members: audiences.ofSubject(subject),
  }))
  const made = chatsOf(school, cls.id).map((chat, position) => ({
    ...place(chatRule(chat), rules.length + subjects.length + position),
    key: classKey(id, cls.id, 'chat', chat.id),
    name: chat.name,
    members: chatMembers(school, chat, (who) => audiences.members(who)),
  }))
  return [
    {
      ...spaceOf(audiences.members(spaceAudience), levels.teacher),
      key: space,
      mark: { ...base, kind: 'class' },
      name: cls.label,
      parent: schoolKey(id, 'school'),
      order: labelOrder(cls.label),
    },
    ...rooms,
    ...chats,
    ...made,
  ]
}

/** The class's room rules with what the switches of the settings add or take. */
function classRules(settings: BlueprintSettings, committee: boolean): readonly RoomRule[] {
  const rules = settings.classRooms.map((rule) => {
    const members = rule.members.filter((one) => one !== 'administrator')
    const wanted =
      settings.administratorsInClassRooms === 'all' ||
      (settings.administratorsInClassRooms === 'channel' && rule.members.includes('administrator'))
    return { ...rule, members: wanted ? [...members, 'administrator' as const] : members }
  })
  return [
    ...rules,
    ...(settings.classTeachers ? [classTeachersRule] : []),
    ...(committee ? [classCommitteeRule] : []),
  ]
}

const classTeachersRule: RoomRule = {
  kind: 'class-teachers',
  name: { ru: 'Учителя - {class}', en: 'Teachers - {class}' },
  members: ['teacher'],
  writers: [],
  history: 'joined',
}

const classCommitteeRule: RoomRule = {
  kind: 'parent-committee',
  name: { ru: 'Родительский комитет - {class}', en: 'Parent committee - {class}' },
  members: ['committee', 'administrator'],
  writers: [],
  history: 'joined',
}

function subjectRule(subject: string): RoomRule {
  return {
    kind: 'subject-chat',
    name: { ru: `${subject} - {class}`, en: `${subject} - {class}` },
    members: ['teacher', 'pupil'],
    writers: [],
    history: 'shared',
  }
}

/** Parents join what is said to everybody, not what everybody chats in. */
function withParents(rule: RoomRule): RoomRule {
  const channel = rule.writers.length > 0 && rule.members.includes('pupil')
  return channel ? { ...rule, members: [...rule.members, 'parent'] } : rule
}

function spaceOf(members: ReadonlyMap<PersonId, number>, redact: number) {
  // A space is a room too, and in a class's there are parents with other people's children (MSC1772 says the same).
  const rights = { eventsDefault: levels.nobody, redact, pupils: true }
  return { ...rights, space: true, restricted: false, history: 'shared', members } as const
}

/** Kinds whose people are not given by the audience of their space, whatever the rule's words. */
const byChoice: ReadonlySet<RoomKind> = new Set(['subject-chat', 'chat'])

function roomOf(rule: RoomRule, spaceAudience: readonly Audience[]) {
  const covers = (one: Audience) => rule.members.includes(one)
  return {
    space: false,
    restricted: !byChoice.has(rule.kind) && spaceAudience.every(covers),
    history: rule.history,
    eventsDefault: writersLevel(rule),
    pupils: rule.members.includes('pupil'),
  }
}

function writersLevel(rule: RoomRule): number {
  if (rule.writers.includes('teacher')) return levels.teacher
  return rule.writers.includes('administrator') ? levels.administrator : levels.everybody
}

function orderOf(index: number): string {
  return String(index).padStart(3, '0')
}

/**
 * `order` of a class in its school. It follows from the label alone, so a new class moves no other one. The
 * specification allows printable ASCII up to 50 characters (client-server API, `m.space.child`).
 */
function labelOrder(label: string): string {
  const number = /^\d*/.exec(label)?.[0] ?? ''
  const letters = [...label.slice(number.length).toLowerCase()]
  const codes = letters.map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0'))
  return `c${number.padStart(3, '0')}${codes.join('')}`.slice(0, 50)
}

/** `2А` before `10А`: by number, then by letters. */
export function compareLabels(a: string, b: string): number {
  return collator.compare(a, b)
}

const collator = new Intl.Collator('ru', { numeric: true })
