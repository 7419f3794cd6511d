/** The part of the API by which people are let in: applications, the waiting page, confirmations, consents. */
import {
  body,
  count,
  flag,
  inPath,
  json,
  list,
  maybe,
  object,
  problem,
  query,
  ref,
  roleName,
  security,
  text,
  time,
} from './parts.ts'

const maybeTime = { type: ['string', 'null'], format: 'date-time' } as const
const state = { enum: ['waiting', 'accepted', 'declined', 'withdrawn', 'expired'] } as const
const named = object({ id: text, name: maybe })
const maybeNamed = { oneOf: [named, { type: 'null' }] } as const
const application = inPath('id', 'An application’s id.')

const signedOut = { 401: problem('No session, or one that has ended.') }
const refused = {
  400: problem('The request could not be read; `field` says where.'),
  ...signedOut,
  403: problem('Not your right; `reason` says why.'),
}
const missing = { 404: problem('There is nobody or nothing like that in your schools.') }
const done = { 204: { description: 'Done.' } }
const decidedBefore = { 409: problem('It was decided already: the first one counts.') }

const parts = {
  kind: { enum: ['join', 'class', 'chat'], description: 'Into the school, or one more.' },
  school: text,
  school_name: text,
  class: maybe,
  class_name: maybe,
  classes: { ...list(named), description: 'Further classes that a teacher named.' },
  role: roleName,
  subjects: list(text),
  chat: maybeNamed,
  full_name: text,
} as const

export const lettingInSchemas = {
  OwnApplication: object({
    id: text,
    state,
    ...parts,
    created_at: time,
    decided_at: maybeTime,
    reason: maybe,
  }),
  Application: object({
    id: text,
    state,
    ...parts,
    child_name: { ...maybe, description: 'As a parent wrote it.' },
    child: maybeNamed,
    proposed: {
      ...maybeNamed,
      description: 'Whom of the roster the applicant seems to be; once accepted, who it became.',
    },
    user_id: text,
    created_at: time,
    decided_at: maybeTime,
    decided_by: { ...maybe, description: 'A Matrix id, or `operator`.' },
    reason: maybe,
    problem: { ...maybe, description: 'What must be corrected before it can be accepted.' },
  }),
  Waiting: object({
    state: {
      enum: [...state.enum, 'confirming'],
      description: '`confirming`: accepted, and somebody must still confirm the pupil.',
    },
    reason: maybe,
    school_name: text,
    class_name: maybe,
    role: roleName,
    full_name: text,
    waits_for: { enum: ['administrator', 'class-teacher', 'parent', null] },
    user_id: text,
    homeserver: text,
    created_at: time,
    decided_at: maybeTime,
  }),
  Confirmation: object({
    school: text,
    school_name: text,
    pupil: named,
    class: maybe,
    class_name: maybe,
    asked_at: time,
    user_id: { ...text, description: 'Of the account that waits; for the staff.' },
    by: { enum: ['teacher', 'parent'] },
    denied: { ...flag, description: 'A parent said: not my child.' },
    may_confirm: { ...flag, description: 'It is the staff’s turn.' },
  }),
  Consent: object({
    school: text,
    school_name: maybe,
    version: text,
    at: time,
    withdrawn_at: maybeTime,
  }),
} as const

const waitingSecurity = [{ waiting: [] }]

const waitingPaths = {
  '/api/v1/waiting': {
    get: {
      summary:
        'The application of whoever waits, by the token that redeeming gave. Works for 30 days after it was decided, also without the account.',
      security: waitingSecurity,
      responses: { 200: json('The application.', ref('Waiting')), 401: problem('No such token.') },
    },
    post: {
      summary:
        'A new token of the waiting page for the account’s last application; the one before ends.',
      requestBody: body(
        object({ openid: object({ access_token: text, matrix_server_name: text }) }),
      ),
      responses: {
        201: json('The token.', object({ waiting: text })),
        401: problem('The homeserver does not confirm who that is.'),
        404: problem('The account has not applied.'),
      },
    },
  },
  '/api/v1/waiting/withdraw': {
    post: {
      summary: 'Takes the application back; an account that was made for it is erased.',
      security: waitingSecurity,
      responses: { ...done, 401: problem('No such token.'), ...decidedBefore },
    },
  },
} as const

const decidingPaths = {
  '/api/v1/applications': {
    get: {
      summary:
        'Applications within one’s reach, newest first. Those of the staff are for administrators.',
      security,
      parameters: [
        query('school'),
        query('class'),
        query('state', state),
        query('limit', count),
        query('offset', count),
      ],
      responses: {
        200: json(
          'Applications.',
          object({ applications: list(ref('Application')), total: count }),
        ),
        ...refused,
      },
    },
  },
  '/api/v1/applications/{id}': {
    parameters: application,
    patch: {
      summary: 'Corrects what the applicant said, while it waits.',
      security,
      requestBody: body(
        object({
          full_name: text,
          name: object({ family: text, given: text, middle: text }),
          class: maybe,
          classes: list(text),
          subjects: list(text),
          child: maybe,
          person: maybe,
        }),
      ),
      responses: {
        200: json('As it is now.', object({ application: ref('Application') })),
        ...refused,
        ...missing,
        ...decidedBefore,
        422: problem('There is nobody or nothing like that in the school; `field` says where.'),
      },
    },
  },
  '/api/v1/applications/{id}/accept': {
    parameters: application,
    post: {
      summary: 'Lets the applicant in, or on to being confirmed.',
      security,
      requestBody: body(
        object({
          person: {
            ...text,
            description: 'Whom of the roster it is; `new`: nobody of it. Without it: as proposed.',
          },
          child: { ...text, description: 'Of a parent.' },
        }),
      ),
      responses: {
        200: json('Accepted.', object({ application: ref('Application') })),
        ...refused,
        ...missing,
        ...decidedBefore,
        422: problem('It cannot be accepted as it is; `reason` says what to correct.'),
      },
    },
  },
  '/api/v1/applications/{id}/decline': {
    parameters: application,
    post: {
      summary: 'Declines; an account that was made for the application is erased.',
      security,
      requestBody: body(object({ reason: { ...text, description: 'The applicant reads it.' } })),
      responses: {
        200: json('Declined.', object({ application: ref('Application') })),
        ...refused,
        ...missing,
        ...decidedBefore,
      },
    },
  },
  '/api/v1/applications/decide': {
    post: {
      summary: 'Accepts or declines many, each by itself.',
      security,
      requestBody: body(
        object({ ids: list(text), state: { enum: ['accepted', 'declined'] }, reason: text }),
      ),
      responses: {
        200: json(
          'What became of each: its state, or `already-decided`, `not-allowed`, `cannot-accept`, `unknown`.',
          object({ results: list(object({ id: text, state: text, reason: text })) }),
        ),
        ...refused,
      },
    },
  },
} as const

const ownPaths = {
  '/api/v1/me/applications': {
    get: {
      summary: 'What one has applied for, newest first.',
      security,
      responses: {
        200: json('Applications.', object({ applications: list(ref('OwnApplication')) })),
        ...signedOut,
      },
    },
    post: {
      summary: 'Asks for one more class or open chat.',
      security,
      requestBody: body({
        oneOf: [
          object({ school: text, class: text, subjects: list(text) }),
          object({ school: text, chat: text }),
        ],
      }),
      responses: {
        200: json('It waits already.', object({ application: ref('OwnApplication') })),
        201: json('It waits.', object({ application: ref('OwnApplication') })),
        ...refused,
        ...missing,
        409: problem('One is in it already.'),
      },
    },
  },
  '/api/v1/me/applications/{id}/withdraw': {
    parameters: application,
    post: {
      summary: 'Takes an own application back.',
      security,
      responses: { ...done, ...signedOut, ...missing, ...decidedBefore },
    },
  },
  '/api/v1/me/confirmations': {
    get: {
      summary: 'Own children whose account waits for a parent’s word.',
      security,
      responses: {
        200: json('Children.', object({ confirmations: list(ref('Confirmation')) })),
        ...signedOut,
      },
    },
  },
  '/api/v1/me/confirmations/{pupil}': {
    parameters: inPath('pupil', 'The child’s person id.'),
    post: {
      summary: 'Says that the account is the own child’s, or that it is not one’s child.',
      security,
      requestBody: body(object({ answer: { enum: ['confirm', 'not-my-child'] } })),
      responses: {
        200: json('Said.', object({ state: { enum: ['confirmed', 'denied'] } })),
        ...refused,
        ...missing,
        409: problem('There is nothing to confirm, or it was decided already.'),
      },
    },
  },
  '/api/v1/me/consents': {
    get: {
      summary: 'What one has agreed to.',
      security,
      responses: {
        200: json('Consents.', object({ consents: list(ref('Consent')) })),
        ...signedOut,
      },
    },
  },
  '/api/v1/me/consents/withdraw': {
    post: {
      summary: 'Takes a consent back. What follows, the school decides.',
      security,
      requestBody: body(object({ school: text })),
      responses: { ...done, ...refused, 409: problem('There is none to take back.') },
    },
  },
} as const

const confirmingPaths = {
  '/api/v1/confirmations': {
    get: {
      summary: 'Pupils of the school, or of one’s own class, whose account waits to be confirmed.',
      security,
      parameters: [query('school')],
      responses: {
        200: json('Pupils.', object({ confirmations: list(ref('Confirmation')) })),
        ...refused,
      },
    },
  },
  '/api/v1/people/{id}/confirm': {
    parameters: inPath('id', 'The pupil’s person id.'),
    post: {
      summary: 'Confirms the pupil in the parents’ stead, or refuses: then the account goes.',
      security,
      requestBody: body(object({ school: text, answer: { enum: ['confirm', 'refuse'] } })),
      responses: {
        200: json('Said.', object({ state: { enum: ['confirmed', 'refused'] } })),
        ...refused,
        ...missing,
        409: problem('There is nothing to confirm, or it was decided already.'),
      },
    },
  },
} as const

export const lettingInPaths = {
  ...waitingPaths,
  ...decidingPaths,
  ...ownPaths,
  ...confirmingPaths,
} as const
