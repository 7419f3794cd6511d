/**
 * What a homeserver refuses or fails to answer. The message names the operation, the status and Matrix's error code, and
 * nothing that was sent or received: addresses may hold tokens, bodies hold names and passwords.
 */
import { LyceumError, type ErrorDetails } from '../errors.ts'

export interface HomeserverErrorDetails extends ErrorDetails {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** Matrix's error code, `M_FORBIDDEN`; undefined when the answer was not Matrix's. */
  readonly errcode?: string | undefined
  readonly retryAfterMs?: number | undefined
}

export class HomeserverError extends LyceumError {
  readonly status: number
  readonly errcode: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: string, message: string, details: HomeserverErrorDetails) {
    super(code, message, details)
    this.name = 'HomeserverError'
    this.status = details.status
    this.errcode = details.errcode
    this.retryAfterMs = details.retryAfterMs
  }
}

/** The error for an answer with a status of 400 or above. `operation` is a static phrase: `create a room`. */
export function refusal(
  operation: string,
  status: number,
  errcode?: string,
  retryAfterMs?: number,
): HomeserverError {
  const told = errcode === undefined ? `${status}` : `${status} ${errcode}`
  const details = { status, errcode, retryAfterMs }
  if (errcode === 'M_UNKNOWN_TOKEN' || errcode === 'M_MISSING_TOKEN') {
    return new HomeserverError(
      'homeserver-token',
      `The homeserver does not know our token (${told}, to ${operation}).`,
      {
        ...details,
        hint: 'Check that the homeserver has loaded our registration.yaml with the same as_token: lyceum doctor',
      },
    )
  }
  if (status === 429) {
    return new HomeserverError(
      'homeserver-limited',
      `The homeserver limits our rate (${told}, to ${operation}).`,
      { ...details, hint: 'Set rate_limited: false in registration.yaml, or try again later.' },
    )
  }
  if (status >= 500) {
    return new HomeserverError(
      'homeserver-failed',
      `The homeserver failed to ${operation} (${told}).`,
      { ...details, hint: 'Look into the log of the homeserver, then run the command again.' },
    )
  }
  return new HomeserverError(
    'homeserver-refused',
    `The homeserver refused to ${operation} (${told}).`,
    details,
  )
}

/** The error for a request that got no answer. */
export function unreachable(operation: string, cause: string): HomeserverError {
  return new HomeserverError(
    'homeserver-unreachable',
    `No answer from the homeserver (${cause}, to ${operation}).`,
    {
      status: 0,
      hint: 'Check that the homeserver runs and that its address is right: lyceum doctor',
    },
  )
}

/** The error for an answer that is not what the specification says. */
export function unexpectedAnswer(operation: string): HomeserverError {
  return new HomeserverError(
    'homeserver-unexpected',
    `The homeserver's answer was not understood (to ${operation}).`,
    { status: 200, hint: 'Check that the address leads to a Matrix homeserver: lyceum doctor' },
  )
}

/** Whether `error` is the homeserver's refusal with this Matrix error code. */
export function hasErrcode(error: unknown, errcode: string): error is HomeserverError {
  return error instanceof HomeserverError && error.errcode === errcode
}
