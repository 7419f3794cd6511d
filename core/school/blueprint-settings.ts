/** Which rooms a school and a class have, who is in them and who writes there: the default of DESIGN §4, changeable in config. */
import type { Language } from './people.ts'

/** Who may be named in a room's audience. `class-teacher` is narrower than `teacher`. */
export type Audience =
  | 'administrator'
  | 'teacher'
  | 'class-teacher'
  | 'pupil'
  | 'parent'
  | 'committee'

export type RoomKind =
  | 'school'
  | 'announcements'
  | 'general'
  | 'staff'
  | 'administration'
  | 'library'
  | 'broadcasts'
  | 'parent-committee'
  | 'class'
  | 'class-chat'
  | 'class-channel'
  | 'class-parents'
  | 'class-teachers'
  | 'subject-chat'
  | 'chat'
  | 'lesson'
  | 'talk'

export interface RoomRule {
  readonly kind: RoomKind
  /** `{class}` stands for the class's label, `{school}` for the school's name, `{subject}` for a subject. */
  readonly name: Readonly<Record<Language, string>>
  readonly members: readonly Audience[]
  /** The lowest of these decides `events_default`. Empty: all members write. */
  readonly writers: readonly ('administrator' | 'teacher')[]
  /** `shared`: who comes later reads what was said before. `joined`: only what came after. */
  readonly history: 'shared' | 'joined'
}

export interface BlueprintSettings {
  readonly schoolRooms: readonly RoomRule[]
  readonly classRooms: readonly RoomRule[]
  /** Which class rooms administrators are in. */
  readonly administratorsInClassRooms: 'channel' | 'all' | 'none'
  /** Parents in the school's space and its channels. Off: a parent sees the people of the own child's class and nobody else's child. */
  readonly parentsInSchoolRooms: boolean
  /** A room of its own for the teachers of each class. */
  readonly classTeachers: boolean
  /** A room for each subject that a class's teachers teach. */
  readonly subjectChats: boolean
}

const staffAndPupils = ['administrator', 'teacher', 'pupil'] as const

export const defaultBlueprint: BlueprintSettings = {
  schoolRooms: [
    {
      kind: 'announcements',
      name: { ru: 'Объявления', en: 'Announcements' },
      members: staffAndPupils,
      writers: ['administrator'],
      history: 'shared',
    },
    {
      kind: 'general',
      name: { ru: 'Общий чат школы', en: 'General' },
      members: staffAndPupils,
      writers: [],
      history: 'shared',
    },
    {
      kind: 'staff',
      name: { ru: 'Учительская', en: 'Staff room' },
      members: ['administrator', 'teacher'],
      writers: [],
      history: 'joined',
    },
    {
      kind: 'administration',
      name: { ru: 'Администрация', en: 'Administration' },
      members: ['administrator'],
      writers: [],
      history: 'joined',
    },
    {
      kind: 'library',
      name: { ru: 'Библиотека', en: 'Library' },
      members: staffAndPupils,
      writers: ['administrator', 'teacher'],
      history: 'shared',
    },
    {
      kind: 'broadcasts',
      name: { ru: 'Трансляции', en: 'Broadcasts' },
      members: staffAndPupils,
      writers: ['administrator'],
      history: 'shared',
    },
    {
      kind: 'parent-committee',
      name: { ru: 'Родительский комитет', en: 'Parent committee' },
      members: ['administrator', 'committee'],
      writers: [],
      history: 'joined',
    },
  ],
  classRooms: [
    {
      kind: 'class-chat',
      name: { ru: 'Общий - {class}', en: 'General - {class}' },
      members: ['teacher', 'pupil'],
      writers: [],
      history: 'shared',
    },
    {
      kind: 'class-channel',
      name: { ru: 'Канал - {class}', en: 'Channel - {class}' },
      members: ['administrator', 'teacher', 'pupil', 'parent'],
      writers: ['teacher'],
      history: 'shared',
    },
    {
      kind: 'class-parents',
      name: { ru: 'Родители - {class}', en: 'Parents - {class}' },
      members: ['class-teacher', 'parent'],
      writers: [],
      history: 'joined',
    },
  ],
  administratorsInClassRooms: 'channel',
  parentsInSchoolRooms: false,
  classTeachers: false,
  subjectChats: false,
}
