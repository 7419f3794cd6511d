/** How people are let in, and how their phone numbers are checked. */
import { z } from 'zod'
import { roles } from '../../school/people.ts'

const Consent = z
  .strictObject({
    version: z.string().min(1),
    text: z
      .strictObject({ ru: z.string().min(1).optional(), en: z.string().min(1).optional() })
      .refine(({ ru, en }) => ru !== undefined || en !== undefined, {
        error: 'must have a text in ru, en or both',
      }),
  })
  .meta({
    examples: [{ version: '2026-09', text: { ru: 'Согласен на обработку персональных данных.' } }],
  })

export const LettingInSection = z
  .strictObject({
    confirm_pupils: z
      .strictObject({
        personal: z.enum(['none', 'teacher', 'parent']).default('none'),
        shared: z.enum(['teacher', 'parent']).default('teacher'),
      })
      .default({ personal: 'none', shared: 'teacher' })
      .describe(
        "Who confirms that an account is the pupil's, before the pupil is let in. personal: who came with a personal slip (none: the roster is enough; teacher: the class teacher or an administrator; parent: a parent). shared: who applied by a link that many use (teacher: accepting the application is the confirmation; parent: a parent, after that).",
      ),
    parent_answers_within_days: z
      .int()
      .min(0)
      .max(365)
      .default(3)
      .describe("Days after which the class teacher may confirm in a parent's stead."),
    unanswered_days: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe(
        'Days after which an application that nobody answered has ended; an account that was made for it is erased.',
      ),
    consent: Consent.optional().describe(
      'What an applicant must agree to, as plain text in the languages of your schools; who agreed when to which version is kept. With another version new applicants agree to that one. Without this nothing is asked.',
    ),
  })
  .prefault({})
  .describe('How people are let in by links that many use, and how pupils are confirmed.')

const Gateway = z.strictObject({
  url: z.url({
    protocol: /^https?$/,
    error: 'must be an address that begins with http:// or https://',
  }),
  method: z.enum(['POST', 'GET']).default('POST'),
  headers: z.record(z.string().min(1), z.string()).default({}),
  body: z.string().default(''),
  format: z.enum(['form', 'json']).default('form'),
  success_contains: z.string().min(1).optional(),
})

export const PhoneSection = z
  .strictObject({
    gateway: Gateway,
    kind: z.enum(['sms', 'call']).default('sms'),
    roles: z.array(z.enum(roles)).default(['teacher', 'parent']),
  })
  .optional()
  .meta({
    examples: [
      {
        gateway: {
          url: 'https://sms.example.org/send',
          method: 'POST',
          headers: { authorization: 'Bearer ${file:secrets/sms_token}' },
          body: 'to={number}&text={text}',
          format: 'form',
          success_contains: 'OK',
        },
        kind: 'sms',
        roles: ['teacher', 'parent'],
      },
    ],
  })
  .describe(
    'Checks of phone numbers by a one-time code; off without this section. gateway: a web address that sends it; {number} (+7...), {digits} (the same without +), {text} and {code} stand in url and body, and are written as format says (form or json); the answer is a success with a status of 2xx that holds success_contains. kind: sms, or call (the code is the last digits of the number that calls). roles: who is asked for a number.',
  )
