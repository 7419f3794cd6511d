import { useCallback, useEffect, useState } from 'react'
import type { Answer, Refusal } from '../api/ask.ts'

export type Loaded<Body> =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly refusal: Refusal }
  | { readonly at: 'ready'; readonly body: Body }

/** What `load` answers; the second part asks again, and shows what is known meanwhile. `load` is the same function between renders. */
export function useAnswer<Body>(
  load: () => Promise<Answer<Body>>,
): readonly [Loaded<Body>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Body>>({ at: 'loading' })
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let isGone = false
    void load().then((answer) => {
      if (isGone) return
      setLoaded(
        answer.ok ? { at: 'ready', body: answer.body } : { at: 'failed', refusal: answer.refusal },
      )
    })
    return () => {
      isGone = true
    }
  }, [load, asked])
  return [loaded, useCallback(() => setAsked((n) => n + 1), [])]
}
