/** What the routes of those who manage a school answer and take. */
import { count, flag, list, maybe, object, ref, roleName, text } from './parts.ts'

const audience = {
  type: 'array',
  items: { enum: ['administrator', 'teacher', 'class-teacher', 'pupil', 'parent'] },
} as const
const named = { type: 'object', properties: { id: text, name: text } } as const

const place = {
  school: text,
  school_name: text,
  class: maybe,
  class_name: maybe,
} as const

export const managingSchemas = {
  Person: object({
    id: text,
    name: maybe,
    user_id: maybe,
    state: { enum: ['invited', 'waiting', 'active', 'ended', 'closed'] },
    roles: list(object({ role: roleName, ...place, class_teacher: flag, subjects: list(text) })),
    given_name: text,
    family_name: text,
    middle_name: maybe,
    origin: {
      ...maybe,
      description: 'Who brought the record: `console`, or the name of a roster.',
    },
    guardians: list(named),
    children: list(named),
  }),
  End: object({
    school: { ...text, description: 'May be left out by whoever is of one school.' },
    role: roleName,
    class: text,
    child: text,
  }),
  Ending: object({
    kind: { enum: ['person', 'role', 'class', 'child'] },
    person: text,
    school: text,
    role: maybe,
    class: maybe,
    child: maybe,
    at: { type: 'string', format: 'date-time' },
    by: text,
  }),
  Class: object({
    id: text,
    name: text,
    school: text,
    school_name: text,
    pupils: count,
    teachers: count,
    parents: count,
    class_teachers: list(named),
    people: list(ref('Person')),
    roles: list(roleName),
  }),
  Chat: object({
    room_id: maybe,
    id: maybe,
    school: text,
    class: maybe,
    kind: text,
    name: text,
    members: audience,
    writers: list({ enum: ['administrator', 'teacher'] }),
    open_to: audience,
    joined: flag,
  }),
  NewChat: object({
    school: text,
    class: text,
    name: { type: 'string', maxLength: 100 },
    members: audience,
    writers: { ...list({ enum: ['administrator', 'teacher'] }), description: 'None: all.' },
    open_to: { ...audience, description: 'Who may join and leave by choice.' },
  }),
  PersonInvitation: object({
    id: maybe,
    url: maybe,
    code: maybe,
    ...place,
    role: roleName,
    person: { oneOf: [named, { type: 'null' }] },
    shared: flag,
    uses: { type: ['integer', 'null'], description: 'Of a link that many use; null: no limit.' },
    used: count,
    status: { enum: ['open', 'used', 'expired', 'revoked'] },
    expires_at: maybe,
  }),
  JournalEntry: object({
    at: text,
    actor: text,
    action: text,
    school: text,
    details: { type: 'object' },
  }),
  Child: object({
    id: text,
    name: text,
    school: text,
    school_name: text,
    user_id: maybe,
    classes: list(object({ id: text, name: text, class_teachers: list(named) })),
  }),
} as const
