/** The part of the API for people who are signed in: sessions, what is one's own, announcements. */
import { body, json, problem, roleName, security, text, time } from './parts.ts'

const roleNames = { type: 'array', items: roleName } as const

const query = (name: string, description: string, schema: object) => ({
  name,
  in: 'query',
  description,
  schema,
})

const signedOut = { 401: problem('No session, or one that has ended.') }

export const peoplePaths = {
  '/api/v1/session': {
    post: {
      summary: 'A session in exchange for an OpenID token of our own homeserver.',
      requestBody: body('SessionRequest'),
      responses: {
        200: json('The session; a bearer token from now on.', 'Session'),
        400: problem('The request could not be read.'),
        401: problem('Another server, or our homeserver does not confirm the token.'),
        403: problem('Of no school here, or not in the room.'),
        429: problem('Ten exchanges a minute a person, thirty wrong tokens a minute an address.'),
      },
    },
    delete: {
      summary: 'Signs out.',
      security,
      responses: { 204: { description: 'Done.' }, ...signedOut },
    },
  },
  '/api/v1/me': {
    get: {
      summary: 'Who one is: persons, roles by school and class, language.',
      security,
      responses: { 200: json('Oneself.', 'Me'), ...signedOut },
    },
  },
  '/api/v1/me/contacts': {
    get: {
      summary: 'Whom one may write to, by the policy; nobody else is found here.',
      security,
      parameters: [
        query('q', 'Beginning of a name.', text),
        query('limit', 'Up to 200, usually 50.', { type: 'integer' }),
        query('offset', 'How many to pass over.', { type: 'integer' }),
      ],
      responses: { 200: json('In the order of family names.', 'Contacts'), ...signedOut },
    },
  },
  '/api/v1/me/talks': {
    post: {
      summary: 'The direct room with somebody, made where there is none. May be repeated.',
      security,
      requestBody: body('TalkRequest'),
      responses: {
        200: json('The room; both are in it.', 'Talk'),
        ...signedOut,
        403: problem('One may not write to this person, or there is nobody like that.'),
        409: problem('The person has not entered yet.'),
        422: problem('That is oneself.'),
      },
    },
  },
  '/api/v1/announcements': {
    post: {
      summary:
        'Says something in the rooms that reach classes and roles; for administrators, and class teachers in their class.',
      security,
      requestBody: body('AnnouncementRequest'),
      responses: {
        201: json('Said; the same again the same day is said once.', 'Announced'),
        ...signedOut,
        403: problem('Not for this school or class.'),
        404: problem('No such class.'),
        409: problem('A room has not been made yet.'),
        422: problem('No text, or somebody meant would not read it.'),
      },
    },
  },
} as const

const role = {
  type: 'object',
  required: ['role'],
  properties: {
    role: roleName,
    school: text,
    school_name: text,
    class: text,
    class_name: text,
    class_teacher: { const: true },
  },
} as const

export const peopleSchemas = {
  SessionRequest: {
    type: 'object',
    required: ['openid'],
    properties: {
      openid: {
        type: 'object',
        required: ['access_token', 'matrix_server_name'],
        properties: { access_token: text, matrix_server_name: text },
      },
      room_id: {
        ...text,
        description: 'Binds the session to one room: half an hour without use, eight hours in all.',
      },
    },
  },
  Session: {
    type: 'object',
    required: ['session', 'user_id', 'roles', 'expires_at'],
    properties: {
      session: text,
      user_id: text,
      roles: { type: 'array', items: role },
      expires_at: time,
    },
  },
  Me: {
    type: 'object',
    properties: {
      user_id: text,
      persons: {
        type: 'array',
        items: {
          type: 'object',
          properties: { id: text, name: text, school: text, school_name: text },
        },
      },
      roles: { type: 'array', items: role },
      language: { enum: ['ru', 'en'] },
    },
  },
  Contacts: {
    type: 'object',
    properties: {
      contacts: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: text,
            user_id: { type: ['string', 'null'] },
            name: text,
            entered: { type: 'boolean' },
            school: text,
            school_name: text,
            roles: { type: 'array', items: role },
          },
        },
      },
      total: { type: 'integer' },
    },
  },
  TalkRequest: {
    oneOf: [
      { type: 'object', required: ['user_id'], properties: { user_id: text } },
      { type: 'object', required: ['person'], properties: { person: text } },
      {
        type: 'object',
        required: ['class', 'role'],
        properties: { class: text, role: { const: 'class-teacher' } },
      },
    ],
  },
  Talk: { type: 'object', properties: { room_id: text, kind: { const: 'talk' } } },
  AnnouncementRequest: {
    type: 'object',
    required: ['text'],
    properties: {
      school: { ...text, description: 'May be left out by whoever is of one school.' },
      classes: { type: 'array', items: text, description: 'None: the whole school.' },
      roles: { ...roleNames, description: 'None: everybody.' },
      text: { type: 'string', maxLength: 10_000 },
    },
  },
  Announced: {
    type: 'object',
    properties: {
      announcement: {
        type: 'object',
        properties: {
          id: text,
          school: text,
          school_name: text,
          rooms: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                room_id: text,
                kind: text,
                name: text,
                class: text,
                class_name: text,
                reaches: {
                  ...roleNames,
                  description: 'Who reads it there, also beyond those meant.',
                },
              },
            },
          },
        },
      },
    },
  },
} as const
