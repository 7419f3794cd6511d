/** The part of the API for those who manage a school, and for what is one's own in it. */
import { classPaths } from './classes.ts'
import {
  body,
  count,
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
} from './parts.ts'

const school = query('school')
const page = [query('limit', count), query('offset', count)]
const personId = inPath('id', 'A person’s id.')
const chatId = inPath('id', 'A chat’s id.')

const refused = {
  400: problem('The request could not be read; `field` says where.'),
  401: problem('No session, or one that has ended.'),
  403: problem('Not your right; `reason` says why.'),
}
const missing = { 404: problem('There is nobody or nothing like that in your schools.') }
const done = { 204: { description: 'Done.' } }
const schoolBody = body(object({ school: text }))

const peoplePaths = {
  '/api/v1/people': {
    get: {
      summary: 'People within one’s reach: of the school, or of one’s own classes.',
      security,
      parameters: [
        school,
        query('class'),
        query('role', roleName),
        query('state', { enum: ['invited', 'waiting', 'active', 'ended', 'closed'] }),
        query('q'),
        ...page,
      ],
      responses: {
        200: json(
          'In the order of family names.',
          object({ people: list(ref('Person')), total: count }),
        ),
        ...refused,
      },
    },
    post: {
      summary:
        'Adds somebody whom no roster brought, or gives somebody of the school one more role, class or child; for administrators.',
      security,
      requestBody: body(
        object({
          school: text,
          given_name: text,
          family_name: text,
          middle_name: maybe,
          person: { ...text, description: 'Instead of a name: somebody of the school.' },
          role: roleName,
          class: { ...text, description: 'Of a pupil, or of a teacher of one class.' },
          child: { ...text, description: 'Of a parent: the pupil.' },
          subjects: list(text),
        }),
      ),
      responses: {
        201: json(
          'Added. `pending`: what the homeserver has still to follow.',
          object({ person: ref('Person'), pending: count }),
        ),
        ...refused,
        404: problem('There is no such person, class or pupil in the school.'),
        409: problem('The person is that already, or would be a pupil and something else.'),
        422: problem('The role does not go with `field`, or needs it.'),
      },
    },
  },
  '/api/v1/people/{id}': {
    parameters: personId,
    get: {
      summary: 'One person, with guardians and children.',
      security,
      parameters: [school],
      responses: {
        200: json('The person.', object({ person: ref('Person') })),
        ...refused,
        ...missing,
      },
    },
    patch: {
      summary: 'Corrects names and subjects. A roster that says otherwise writes its own again.',
      security,
      requestBody: body(
        object({
          school: text,
          given_name: text,
          family_name: text,
          middle_name: maybe,
          class: { ...text, description: 'Whose subjects; without one those of the school.' },
          subjects: list(text),
        }),
      ),
      responses: {
        200: json('As it is now.', object({ person: ref('Person') })),
        ...refused,
        ...missing,
        422: problem('The person teaches nothing there.'),
      },
    },
  },
  '/api/v1/people/{id}/move': {
    parameters: personId,
    post: {
      summary:
        'From one class into another, with role and subjects; a pupil’s parents go along. A roster that names the old class does not bring it back.',
      security,
      requestBody: body(
        object({
          school: text,
          to: text,
          from: { ...text, description: 'May be left out for somebody of one class.' },
        }),
      ),
      responses: {
        200: json(
          'Moved. `pending`: what the homeserver has still to follow.',
          object({
            moved: object({ person: text, school: text, from: text, to: text }),
            pending: count,
          }),
        ),
        ...refused,
        ...missing,
        409: problem('Not in that class, there already, or waiting to be confirmed.'),
        422: problem('In several classes: `from` says which is left.'),
      },
    },
  },
  '/api/v1/people/{id}/end': {
    parameters: personId,
    post: {
      summary:
        'Ends a role, a class place or a guardianship; without any of them the person. At once, and no roster brings it back.',
      security,
      requestBody: body(ref('End')),
      responses: {
        200: json(
          'Ended. `without_role`: who is nobody in the school now; `pending`: what the homeserver has still to follow.',
          object({
            ended: object({ person: text, school: text, kind: text }),
            without_role: list(text),
            pending: count,
          }),
        ),
        ...refused,
        ...missing,
        409: problem('There is nothing to end, or it is the last administrator.'),
      },
    },
  },
  '/api/v1/people/{id}/undo-end': {
    parameters: personId,
    post: {
      summary: 'Lets the next roster bring back what was ended.',
      security,
      requestBody: body(ref('End')),
      responses: { ...done, ...refused, 409: problem('Nothing like that was ended.') },
    },
  },
  '/api/v1/people/{id}/reset-password': {
    parameters: personId,
    post: {
      summary:
        'Issues a one-time code with which the person sets a new password; then all old sessions end. Codes issued before stop working.',
      security,
      requestBody: schoolBody,
      responses: {
        201: json(
          'To be given on paper: nobody can read it again.',
          object({
            reset: object({
              id: text,
              url: text,
              code: text,
              school: text,
              school_name: text,
              person: object({ id: text, name: text }),
              expires_at: text,
            }),
          }),
        ),
        ...refused,
        ...missing,
        409: problem('The person has not entered.'),
      },
    },
  },
  '/api/v1/endings': {
    get: {
      summary: 'What was ended by hand, the oldest first.',
      security,
      parameters: [school],
      responses: { 200: json('Endings.', object({ endings: list(ref('Ending')) })), ...refused },
    },
  },
} as const

const chatPaths = {
  '/api/v1/chats': {
    get: {
      summary: 'Rooms within one’s reach; those that somebody made have an id.',
      security,
      parameters: [school],
      responses: { 200: json('Rooms.', object({ chats: list(ref('Chat')) })), ...refused },
    },
    post: {
      summary: 'Makes a chat of the school or of a class.',
      security,
      requestBody: body(ref('NewChat')),
      responses: {
        201: json('Made.', object({ chat: ref('Chat') })),
        ...refused,
        422: problem('Such a chat is not possible; `field` says where.'),
      },
    },
  },
  '/api/v1/chats/{id}': {
    parameters: chatId,
    get: {
      summary: 'One chat that somebody made.',
      security,
      parameters: [school],
      responses: { 200: json('The chat.', object({ chat: ref('Chat') })), ...refused, ...missing },
    },
    patch: {
      summary: 'Changes a chat that somebody made.',
      security,
      requestBody: body(ref('NewChat')),
      responses: {
        200: json('As it is now.', object({ chat: ref('Chat') })),
        ...refused,
        ...missing,
      },
    },
  },
  '/api/v1/chats/{id}/archive': {
    parameters: chatId,
    post: {
      summary: 'Closes a chat: it stays readable, and nobody writes in it.',
      security,
      requestBody: schoolBody,
      responses: { ...done, ...refused, ...missing },
    },
  },
} as const

const invitationPaths = {
  '/api/v1/invitations': {
    get: {
      summary:
        'Links that many use, and who has not entered, with the state of their invitation; never its address.',
      security,
      parameters: [school, query('class'), query('role', roleName), query('person'), ...page],
      responses: {
        200: json(
          'Invitations.',
          object({ invitations: list(ref('PersonInvitation')), total: count }),
        ),
        ...refused,
      },
    },
    post: {
      summary:
        'Issues a personal link for each person meant (links before it stop working); with `shared` one link that many use and whose applications wait.',
      security,
      requestBody: body({
        oneOf: [
          object({ school: text, class: text, role: roleName, person: text, expires_days: count }),
          object({
            shared: { const: true },
            school: text,
            class: text,
            role: roleName,
            uses: count,
            expires_days: count,
          }),
        ],
      }),
      responses: {
        201: json('Shown this once.', object({ invitations: list(ref('PersonInvitation')) })),
        ...refused,
        ...missing,
        409: problem('Everybody meant has entered already.'),
      },
    },
  },
  '/api/v1/invitations/{id}/revoke': {
    parameters: inPath('id', 'An invitation’s id; not its token.'),
    post: {
      summary: 'Makes an invitation worthless.',
      security,
      responses: { ...done, ...refused, ...missing, 409: problem('It was not open any more.') },
    },
  },
  '/api/v1/journal': {
    get: {
      summary: 'Who did what in the school, by ids, newest first.',
      security,
      parameters: [school, query('limit', count)],
      responses: {
        200: json('Entries.', object({ journal: list(ref('JournalEntry')) })),
        ...refused,
      },
    },
  },
} as const

const signedOut = { 401: refused[401] }

const ownPaths = {
  '/api/v1/me/classes': {
    get: {
      summary: 'Classes that one teaches, learns in or has a child in, and others to ask for.',
      security,
      responses: {
        200: json('Classes.', object({ classes: list(ref('Class')), others: list(ref('Class')) })),
        ...signedOut,
      },
    },
  },
  '/api/v1/me/children': {
    get: {
      summary: 'One’s own children, with their classes and class teachers.',
      security,
      responses: { 200: json('Children.', object({ children: list(ref('Child')) })), ...signedOut },
    },
  },
  '/api/v1/me/chats': {
    get: {
      summary: 'Rooms one is in, and open chats that one may join and leave.',
      security,
      responses: {
        200: json('Rooms.', object({ chats: list(ref('Chat')), open: list(ref('Chat')) })),
        ...signedOut,
      },
    },
  },
  '/api/v1/me/chats/{id}/join': {
    parameters: chatId,
    post: {
      summary: 'Joins an open chat.',
      security,
      requestBody: schoolBody,
      responses: { 200: json('Joined.', object({ chat: ref('Chat') })), ...refused, ...missing },
    },
  },
  '/api/v1/me/chats/{id}/leave': {
    parameters: chatId,
    post: {
      summary: 'Leaves a chat that one joined by choice.',
      security,
      requestBody: schoolBody,
      responses: { ...done, ...refused, ...missing, 409: problem('Not joined by choice.') },
    },
  },
} as const

export const managingPaths = {
  ...peoplePaths,
  ...classPaths,
  ...chatPaths,
  ...invitationPaths,
  ...ownPaths,
} as const
