import { useEffect } from 'react'

/** Calls when somebody looks at the page again: what it shows may be of this morning. */
export function useReturn(look: () => void): void {
  useEffect(() => {
    const lookAgain = () => {
      if (document.visibilityState === 'visible') look()
    }
    document.addEventListener('visibilitychange', lookAgain)
    return () => document.removeEventListener('visibilitychange', lookAgain)
  }, [look])
}
