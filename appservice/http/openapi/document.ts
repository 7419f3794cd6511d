/** The API as OpenAPI 3.1: what exists now. */
import { lettingInPaths, lettingInSchemas } from './letting-in.ts'
import { managingSchemas } from './managing-schemas.ts'
import { managingPaths } from './managing.ts'
import { json, problem, text } from './parts.ts'
import { peoplePaths, peopleSchemas } from './people.ts'
import { phonePaths } from './phone.ts'
import { reportPaths, reportSchemas } from './reports.ts'

const token = {
  name: 'token',
  in: 'path',
  required: true,
  description: "An invitation's token (26 characters) or typed code (XXXX-XXXX-XXXX).",
  schema: text,
}

const refusals = {
  404: problem('There is no such invitation.'),
  429: problem('Too many tries from this address; `Retry-After` says when to come back.'),
  503: problem('The homeserver does not answer.'),
}

/** For a link that many use. */
const applicant = {
  full_name: text,
  name: { type: 'object', properties: { family: text, given: text, middle: text } },
  subjects: { type: 'array', items: text },
  classes: { type: 'array', items: text },
  child_name: text,
  consent: { ...text, description: 'The version that was agreed to.' },
} as const

export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'Lyceum',
    version: '1',
    description:
      'Without a session every path under /api/v1 but invitations, telephone codes, forgotten passwords, the exchange for a session and this document answers 401, whether it exists or not.',
  },
  paths: {
    '/api/v1/invitations/{token}': {
      parameters: [token],
      get: {
        summary: 'What an invitation, or a link that many use, is for. Never consumes it.',
        responses: { 200: json('The invitation.', 'Invitation'), ...refusals },
      },
    },
    '/api/v1/invitations/{token}/redeem': {
      parameters: [token],
      post: {
        summary:
          'Join with a new or an existing account, apply by a link that many use, or set a new password.',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Redeem' } } },
        },
        responses: {
          201: json('Joined, or waiting.', 'Redeemed'),
          400: problem('The request could not be read.'),
          ...refusals,
          403: problem('A pupil’s account with a grown-up’s slip or link, or the other way round.'),
          409: problem(
            'The login is taken (`suggestions`), or too many wait by this link; it stays open.',
          ),
          410: problem('Used, expired or revoked.'),
          422: problem(
            'Login, password, name, class, consent or OpenID token not accepted; the invitation stays open.',
          ),
        },
      },
    },
    ...peoplePaths,
    ...managingPaths,
    ...lettingInPaths,
    ...phonePaths,
    ...reportPaths,
    '/api/v1/openapi.json': {
      get: { summary: 'This document.', responses: { 200: { description: 'OpenAPI 3.1.' } } },
    },
  },
  components: {
    securitySchemes: {
      session: { type: 'http', scheme: 'bearer' },
      waiting: { type: 'http', scheme: 'bearer', description: 'Of the waiting page.' },
    },
    schemas: {
      ...peopleSchemas,
      ...managingSchemas,
      ...lettingInSchemas,
      ...reportSchemas,
      Invitation: {
        type: 'object',
        required: ['school', 'school_name', 'role', 'status', 'purpose', 'login', 'needs'],
        properties: {
          school: text,
          school_name: text,
          class: text,
          class_name: text,
          role: { enum: ['administrator', 'teacher', 'pupil', 'parent'] },
          person: {
            type: 'object',
            description:
              'While it is open: given name and an initial. Of a link that many use nobody.',
            properties: { id: text, name: text },
          },
          status: { enum: ['open', 'used', 'expired', 'revoked'] },
          purpose: { enum: ['enter', 'reset'] },
          forgotten: {
            type: 'object',
            description:
              'Of one that was used: whether a code to the own number is a way to a new password, and who gives one on paper.',
            properties: {
              phone: { type: 'boolean' },
              ask: { enum: ['class-teacher', 'administrator'] },
            },
          },
          login: {
            type: 'object',
            properties: { suggested: { type: ['string', 'null'] }, fixed: { type: 'boolean' } },
          },
          needs: {
            type: 'object',
            properties: {
              approval: { type: 'boolean' },
              subjects: { type: 'boolean' },
              phone: { type: 'boolean' },
            },
          },
          language: { enum: ['ru', 'en'] },
          classes: {
            type: 'array',
            description: 'Of a link that many use: classes that the applicant may name.',
            items: { type: 'object', properties: { id: text, label: text } },
          },
          consent: {
            type: 'object',
            description: 'Of a link that many use: what one must agree to.',
            properties: { version: text, text },
          },
          expires_at: { type: 'string', format: 'date-time' },
          homeserver: { type: 'string', format: 'uri' },
          server_name: text,
        },
      },
      Redeem: {
        oneOf: [
          {
            type: 'object',
            required: ['password'],
            properties: {
              login: { type: 'string', minLength: 3, maxLength: 32 },
              password: { type: 'string', maxLength: 128 },
              ...applicant,
            },
          },
          {
            type: 'object',
            required: ['openid'],
            properties: {
              openid: {
                type: 'object',
                required: ['access_token'],
                properties: { access_token: text, matrix_server_name: text },
              },
              ...applicant,
            },
          },
        ],
      },
      Redeemed: {
        type: 'object',
        properties: {
          state: { enum: ['joined', 'waiting'] },
          user_id: text,
          homeserver: { type: 'string', format: 'uri' },
          access_token: { type: ['string', 'null'] },
          device_id: { type: ['string', 'null'] },
          waiting: { ...text, description: 'Token of the waiting page, where it waits.' },
        },
      },
      Problem: {
        type: 'object',
        description: 'RFC 9457.',
        required: ['type', 'title', 'status'],
        properties: {
          type: { type: 'string', examples: ['urn:lyceum:problem:login-taken'] },
          title: text,
          status: { type: 'integer' },
          detail: text,
          field: text,
          reason: text,
          suggestions: { type: 'array', items: text },
          retry_after: { type: 'integer' },
        },
      },
    },
  },
} as const
