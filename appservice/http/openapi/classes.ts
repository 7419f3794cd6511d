/** The part of the API for classes. */
import { body, count, flag, json, list, object, problem, ref, security, text } from './parts.ts'

const parameters = [{ name: 'school', in: 'query', schema: text }]
const classId = [
  { name: 'id', in: 'path', required: true, description: 'A class’s id.', schema: text },
]
const refused = {
  400: problem('The request could not be read; `field` says where.'),
  401: problem('No session, or one that has ended.'),
  403: problem('Not your right; `reason` says why.'),
}
const missing = { 404: problem('There is no such class in your schools.') }
const wrongName = { 422: problem('That is no name for a class.') }
const taken = { 409: problem('Another class has this name, or there is a class of this id.') }
const pending = { ...count, description: 'What the homeserver has still to follow.' }
const named = object({ id: text, name: text })

export const classPaths = {
  '/api/v1/classes': {
    get: {
      summary: 'Classes within one’s reach.',
      security,
      parameters,
      responses: { 200: json('Classes.', object({ classes: list(ref('Class')) })), ...refused },
    },
    post: {
      summary: 'Adds a class that no roster brought, with its rooms; for administrators.',
      security,
      requestBody: body(
        object({
          school: text,
          name: { type: 'string', maxLength: 50 },
          id: { ...text, description: 'Of a class that was closed: it comes back with its rooms.' },
        }),
      ),
      responses: {
        201: json('Added.', object({ class: ref('Class'), pending })),
        ...refused,
        ...taken,
        ...wrongName,
      },
    },
  },
  '/api/v1/classes/move': {
    post: {
      summary:
        'A year up: names change, rooms, people and history stay; classes of the last year are closed, and who is nobody else leaves. Asked again it is another year, so look with `dry_run` first.',
      security,
      requestBody: body(
        object({
          school: text,
          class: { ...text, description: 'Without it all classes of the school.' },
          last: { ...count, description: 'The number of the last year; usually 11.' },
          again: { ...flag, description: 'Also when the school went up a short time ago.' },
          dry_run: { ...flag, description: 'Says what would be done, and does nothing.' },
        }),
      ),
      responses: {
        200: json(
          'What was done, or would be.',
          object({
            school: text,
            moved: list(object({ id: text, before: text, name: text })),
            archived: list(named),
            unnumbered: { ...list(named), description: 'No year in the name: they stay.' },
            left: { ...list(text), description: 'People who leave the school.' },
            pending,
          }),
        ),
        ...refused,
        ...missing,
        409: problem('The school went up a short time ago, or another class has the new name.'),
      },
    },
  },
  '/api/v1/classes/{id}': {
    parameters: classId,
    get: {
      summary: 'One class with its people.',
      security,
      parameters,
      responses: {
        200: json('The class.', object({ class: ref('Class') })),
        ...refused,
        ...missing,
      },
    },
    patch: {
      summary: 'Renames a class and its rooms. A roster that says otherwise writes its own again.',
      security,
      requestBody: body(object({ school: text, name: { type: 'string', maxLength: 50 } })),
      responses: {
        200: json('As it is now.', object({ class: ref('Class'), pending })),
        ...refused,
        ...missing,
        ...taken,
        ...wrongName,
      },
    },
  },
  '/api/v1/classes/{id}/archive': {
    parameters: classId,
    post: {
      summary:
        'Closes a class: its rooms stay readable; pupils who are in no other class, and their parents, leave the school.',
      security,
      requestBody: body(object({ school: text })),
      responses: {
        200: json(
          'Closed.',
          object({
            archived: object({ id: text, school: text }),
            left: { ...list(text), description: 'People who left the school.' },
            pending,
          }),
        ),
        ...refused,
        ...missing,
      },
    },
  },
} as const
