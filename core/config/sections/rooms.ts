/** The room blueprint: which rooms a school and a class have, who is in them and who writes. */
import { z } from 'zod'
import { defaultBlueprint, type RoomRule } from '../../school/blueprint-settings.ts'

const schoolKinds = [
  'announcements',
  'general',
  'staff',
  'administration',
  'library',
  'broadcasts',
  'parent-committee',
] as const
const classKinds = ['class-chat', 'class-channel', 'class-parents'] as const
const audiences = [
  'administrator',
  'teacher',
  'class-teacher',
  'pupil',
  'parent',
  'committee',
] as const

/** One text stands for both languages. */
const RoomName = z.preprocess(
  (value) => (typeof value === 'string' ? { ru: value, en: value } : value),
  z.strictObject({ ru: z.string().min(1), en: z.string().min(1) }),
)

function roomList(kinds: readonly RoomRule['kind'][], defaults: readonly RoomRule[]) {
  const Rule = z.strictObject({
    kind: z.enum(kinds),
    name: RoomName,
    members: z.array(z.enum(audiences)).min(1),
    writers: z.array(z.enum(['administrator', 'teacher'])).default([]),
    history: z.enum(['shared', 'joined']),
  })
  return z
    .array(Rule)
    .check((context) => {
      context.value.forEach((rule, at, rules) => {
        if (rules.findIndex((other) => other.kind === rule.kind) === at) return
        context.issues.push({
          code: 'custom',
          input: rule.kind,
          path: [at, 'kind'],
          message: `there is already a room of kind ${rule.kind}; a kind stands for one room`,
        })
      })
    })
    .default(() => defaults.map(writable))
}

/** A copy that zod's types take: their lists are not read-only. */
function writable(rule: RoomRule) {
  return { ...rule, members: [...rule.members], writers: [...rule.writers] }
}

export const RoomsSection = z
  .strictObject({
    administrators_in_class_rooms: z
      .enum(['channel', 'all', 'none'])
      .default(defaultBlueprint.administratorsInClassRooms)
      .describe(
        'Which class rooms administrators are in: channel (only the class channel), all, none.',
      ),
    parents_in_school_rooms: z
      .boolean()
      .default(defaultBlueprint.parentsInSchoolRooms)
      .describe(
        "true puts parents into the school's space and channels, where everybody sees the names of everybody. With false a parent sees only the people of the own child's class.",
      ),
    class_teachers: z
      .boolean()
      .default(defaultBlueprint.classTeachers)
      .describe('A room of its own for the teachers of each class.'),
    subject_chats: z
      .boolean()
      .default(defaultBlueprint.subjectChats)
      .describe('A room for each subject taught in a class.'),
    school_rooms: roomList(schoolKinds, defaultBlueprint.schoolRooms).describe(
      `The school's rooms; a list given here replaces this one. kind: ${schoolKinds.join(', ')}. members: ${audiences.join(', ')}. writers: administrator, teacher; without it all members write. history: shared (who comes later reads what was said) or joined. {school} in a name stands for the school.`,
    ),
    class_rooms: roomList(classKinds, defaultBlueprint.classRooms).describe(
      `The rooms of each class, likewise. kind: ${classKinds.join(', ')}. {class} in a name stands for the class.`,
    ),
  })
  .prefault({})
  .describe('Which rooms there are, who is in them and who writes.')
