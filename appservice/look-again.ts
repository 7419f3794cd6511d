/** A look at something, now and again and again; never two at once. What one misses the next one finds. */
export interface Looks {
  /** No more looks; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** The first look is at once: what a restart cut short goes on. `failed` hears of a look that failed; the next one comes all the same. */
export function lookAgain(
  everyMs: number,
  look: () => Promise<void>,
  failed: (error: unknown) => void,
): Looks {
  let underWay: Promise<void> | undefined
  const start = () => {
    underWay ??= look()
      .catch(failed)
      .finally(() => (underWay = undefined))
  }
  start()
  const timer = setInterval(start, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
