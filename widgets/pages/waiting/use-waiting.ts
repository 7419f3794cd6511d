import { useEffect, useState } from 'react'
import { readWaiting, type Waiting } from '../../api/waiting.ts'

export type Followed =
  | { readonly at: 'loading' }
  /** The session is over, or never was. */
  | { readonly at: 'gone' }
  | { readonly at: 'known'; readonly waiting: Waiting; readonly isOffline: boolean }
  | { readonly at: 'unknown' }

const soonestMs = 2000
const latestMs = 60_000

/**
 * Follows an application until it is decided: often at first, then ever more slowly, and at once when somebody looks at the
 * page again. `seed` changes when the state is known to have changed.
 */
export function useWaiting(token: string, seed: number): Followed {
  const [followed, setFollowed] = useState<Followed>({ at: 'loading' })

  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let pause = soonestMs
    async function look(): Promise<void> {
      clearTimeout(timer)
      const answer = await readWaiting(token)
      if (isGone) return
      const wait = answer.ok ? undefined : answer.refusal.retryAfter
      if (answer.ok) setFollowed({ at: 'known', waiting: answer.body, isOffline: false })
      else if (answer.refusal.name === 'not-signed-in') return setFollowed({ at: 'gone' })
      else setFollowed(offline)
      if (answer.ok && isOver(answer.body)) return
      timer = setTimeout(() => void look(), Math.max(pause, (wait ?? 0) * 1000))
      pause = Math.min(pause * 1.4, latestMs)
    }
    const lookAgain = () => {
      if (document.visibilityState === 'hidden') return
      pause = soonestMs
      void look()
    }
    void look()
    document.addEventListener('visibilitychange', lookAgain)
    addEventListener('online', lookAgain)
    return () => {
      isGone = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookAgain)
      removeEventListener('online', lookAgain)
    }
  }, [token, seed])

  return followed
}

function offline(before: Followed): Followed {
  return before.at === 'known' ? { ...before, isOffline: true } : { at: 'unknown' }
}

function isOver({ state }: Waiting): boolean {
  return state !== 'waiting' && state !== 'confirming'
}
