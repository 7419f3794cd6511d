/** Starts a server again when it ends by itself: at once, then with pauses that grow while it keeps ending. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Server {
  readonly exited: Promise<unknown>
  stop(): Promise<void>
}

export interface KeepOptions {
  readonly stopping: AbortSignal
  /** It has ended and is started again after this pause. */
  onEnded(pauseMs: number): void
  /** It could not be started again; it is tried again. */
  onFailed(error: unknown): void
  now(): number
  /** After the second quick end, and at most. */
  readonly firstPauseMs?: number
  readonly longestPauseMs?: number
}

/** Having run for so long counts as having recovered. */
const steadyMs = 60_000

export interface Kept {
  /** Stops what runs; nothing is started afterwards. */
  stop(): Promise<void>
}

export function keepRunning<Kind extends Server>(
  first: Kind,
  start: () => Promise<Kind>,
  options: KeepOptions,
): Kept {
  const { firstPauseMs = 1000, longestPauseMs = 30_000 } = options
  const ended = new AbortController()
  const stopping = AbortSignal.any([options.stopping, ended.signal])
  let current: Kind | undefined = first
  const watching = watch()
  return {
    async stop() {
      ended.abort()
      await watching
      await current?.stop()
    },
  }

  async function watch(): Promise<void> {
    let pauseMs = 0
    while (!stopping.aborted) {
      const since = options.now()
      if (current !== undefined) {
        await Promise.race([current.exited, aborted(stopping)])
        if (stopping.aborted) return
        if (options.now() - since > steadyMs) pauseMs = 0
        options.onEnded(pauseMs)
      }
      await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined)
      if (stopping.aborted) return
      pauseMs = Math.min(Math.max(pauseMs * 2, firstPauseMs), longestPauseMs)
      current = undefined
      try {
        current = await start()
      } catch (error) {
        options.onFailed(error)
      }
    }
  }
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
