/** When a failed request is made again, and after how long. Pure: randomness is passed in. */

/**
 * How far a request may be repeated. `safe`: any number of times gives the same. `unanswered`: a repetition after a lost
 * answer is told apart by the homeserver (createRoom with an alias), one after an answer is not wanted. `unsent`: only
 * when the homeserver surely did nothing.
 */
export type Repeat = 'safe' | 'unanswered' | 'unsent'

export type Failure =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'timed-out' }
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfterMs: number | undefined
    }

const attempts = 8
const firstDelayMs = 200
const longestDelayMs = 8000
/** A server that asks for more than this is not waited for: the caller says so instead of hanging. */
const longestAskedMs = 60_000

/**
 * Milliseconds to wait before the next attempt, or undefined when there shall be none. `attempt` counts from 0;
 * `random` gives numbers in [0, 1). Back-off with full jitter, so that many waiting clients do not come back at once.
 */
export function retryDelay(
  failure: Failure,
  repeat: Repeat,
  attempt: number,
  random: () => number,
): number | undefined {
  if (attempt + 1 >= attempts || !isRepeatable(failure, repeat)) return undefined
  const backOff = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt)
  const asked = failure.kind === 'answered' ? (failure.retryAfterMs ?? 0) : 0
  if (asked > longestAskedMs) return undefined
  return asked + backOff
}

function isRepeatable(failure: Failure, repeat: Repeat): boolean {
  switch (failure.kind) {
    case 'not-connected':
      return true
    case 'lost':
      return repeat !== 'unsent'
    case 'timed-out':
      return false
    case 'answered':
      if (failure.status === 429) return true
      return repeat === 'safe' && [502, 503, 504].includes(failure.status)
  }
}
