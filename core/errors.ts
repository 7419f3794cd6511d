/**
 * The one root of expected failures. Data problems (a bad roster row) are values, a bug is a plain throw; what a user
 * can meet and do something about is a `LyceumError` with the remedy in `hint`.
 */

/** Exit codes of the command line (DESIGN §6), kept with the errors so that each failure carries its own. */
export const exitCodes = {
  done: 0,
  failure: 1,
  changesPending: 2,
  partlyApplied: 3,
  refusedBySafety: 5,
  usage: 64,
  badInput: 65,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export interface ErrorDetails {
  /** What to do, with the command that does it. */
  readonly hint?: string
  readonly exitCode?: ExitCode
  readonly cause?: unknown
}

export class LyceumError extends Error {
  /** Stable, for scripts: `homeserver-unreachable`, `invitation-used`. */
  readonly code: string
  readonly hint: string | undefined
  readonly exitCode: ExitCode

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'LyceumError'
    this.code = code
    this.hint = details.hint
    this.exitCode = details.exitCode ?? exitCodes.failure
  }
}
