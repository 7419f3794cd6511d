/** The part of the API about messages that somebody reported. */
import {
  body,
  count,
  json,
  list,
  maybe,
  object,
  problem,
  query,
  ref,
  security,
  text,
  time,
} from './parts.ts'

const refused = {
  400: problem('The request could not be read; `field` says where.'),
  401: problem('No session, or one that has ended.'),
  403: problem('Not your right; `reason` says why. Nobody handles a report about oneself.'),
}
const named = object({ user_id: text, name: maybe })
const action = { enum: ['take-down', 'silence', 'answer', 'dismiss'] } as const

export const reportPaths = {
  '/api/v1/reports': {
    get: {
      summary:
        'Reported messages of the school or of one’s own class, newest first; never those about oneself. The message is read from the homeserver as it stands.',
      security,
      parameters: [
        query('school'),
        query('state', { enum: ['open', 'handled'] }),
        query('limit', count),
        query('offset', count),
      ],
      responses: {
        200: json('The reports.', object({ reports: list(ref('Report')), total: count })),
        ...refused,
      },
    },
  },
  '/api/v1/reports/{id}/handle': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
    post: {
      summary:
        'Takes the message down, silences its writer in that room for hours, answers who reported it, or dismisses the report. The first who acts has it, and may do more.',
      security,
      requestBody: body(
        object(
          {
            action,
            hours: { ...count, minimum: 1, maximum: 336, description: 'Of `silence`.' },
            text: { ...text, maxLength: 2000, description: 'Of `answer`.' },
          },
          ['action'],
        ),
      ),
      responses: {
        200: json('As it is now.', object({ report: ref('Report') })),
        ...refused,
        404: problem('There is no such report in your schools.'),
        409: problem('Somebody else has it: `handled_by`, `handled_at`.'),
        422: problem(
          'It cannot be done: `field`, or `reason` (`not-our-room`, `not-in-room`, `staff`, `cannot-take-down`).',
        ),
      },
    },
  },
  '/api/v1/me/reports': {
    post: {
      summary:
        'Reports a message, as a client’s own button does. Its writer is not told who reported it.',
      security,
      requestBody: body(
        object({ room_id: text, event_id: text, reason: { ...text, maxLength: 500 } }, [
          'room_id',
          'event_id',
        ]),
      ),
      responses: {
        201: json('Those who can act have been told.', object({ report: object({ id: text }) })),
        400: refused[400],
        401: refused[401],
        404: problem('There is no such message for you.'),
        422: problem('It is your own.'),
      },
    },
  },
  '/api/v1/silences': {
    get: {
      summary: 'Who may write nothing in which room at this moment, and until when.',
      security,
      parameters: [query('school')],
      responses: {
        200: json(
          'The silences.',
          object({
            silences: list(
              object({
                school: text,
                class: maybe,
                room_id: text,
                user_id: text,
                name: maybe,
                until: time,
              }),
            ),
          }),
        ),
        ...refused,
      },
    },
  },
  '/api/v1/silences/lift': {
    post: {
      summary: 'Lifts a silence before its time.',
      security,
      requestBody: body(object({ room_id: text, user_id: text }, ['room_id', 'user_id'])),
      responses: {
        204: { description: 'Done.' },
        ...refused,
        404: problem('That is no room of a school.'),
        409: problem('Nobody like that is silenced there.'),
      },
    },
  },
}

export const reportSchemas = {
  Report: object({
    id: text,
    state: { enum: ['open', 'handled'] },
    school: { ...maybe, description: 'Of the room; null for a room that people made.' },
    class: maybe,
    room_id: text,
    room_name: maybe,
    event_id: text,
    link: { ...text, format: 'uri' },
    message: object({
      text: { ...maybe, description: 'Null once it was taken away.' },
      edited: { ...maybe, description: 'What its writer made of it since.' },
      what: { ...maybe, description: 'Where it is not plain text: `m.image`, ...' },
    }),
    sender: named,
    reporter: named,
    created_at: time,
    handled_at: maybe,
    handled_by: { ...maybe, description: 'A Matrix id, or `operator`.' },
    actions: list(action),
  }),
}
