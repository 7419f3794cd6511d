/** The part of the API about telephone numbers and forgotten passwords; it needs no session. */
import { body, count, json, object, problem, text } from './parts.ts'

const invitation = { ...text, description: 'Token or typed code.' }
const number = { ...text, description: 'As people write it: `+7 900 123-45-67`.' }
const sent = json(
  'Sent: `resend_after` and `expires_in` are seconds.',
  object({ kind: { enum: ['sms', 'call'] }, resend_after: count, expires_in: count }, [
    'kind',
    'resend_after',
    'expires_in',
  ]),
)
const common = {
  400: problem('The request could not be read; `field` says where.'),
  404: problem('There is no such invitation, or numbers are not checked here.'),
  429: problem('Too many codes to this number or from this address; `Retry-After`.'),
}
const whose = {
  invitation: { ...invitation, description: 'The slip with which the person came; or `login`.' },
  login: text,
}

export const phonePaths = {
  '/api/v1/phone/codes': {
    post: {
      summary:
        'Sends a one-time code to a telephone, for who holds an open invitation that `needs` it. The code goes with `phone` and `phone_code` into redeem.',
      requestBody: body(object({ invitation, number }, ['invitation', 'number'])),
      responses: {
        200: sent,
        ...common,
        410: problem('Used, expired or revoked.'),
        422: problem('This is no phone number.'),
        503: problem('The gateway did not take it.'),
      },
    },
  },
  '/api/v1/forgotten': {
    post: {
      summary:
        'Sends a code to the number that was proved for the account. The answer is the same whether or not there is such an account and number.',
      requestBody: body(object({ ...whose, number }, ['number'])),
      responses: { 200: sent, ...common, 422: problem('This is no phone number.') },
    },
  },
  '/api/v1/forgotten/code': {
    post: {
      summary: 'With the right code: the token of `/join/<token>`, where a new password is set.',
      requestBody: body(object({ ...whose, number, code: text }, ['number', 'code'])),
      responses: {
        200: json(
          'The token, for once.',
          object({ token: text, expires_at: { ...text, format: 'date-time' } }, [
            'token',
            'expires_at',
          ]),
        ),
        ...common,
        422: problem('The code does not fit, or counts no longer.'),
      },
    },
  },
}
