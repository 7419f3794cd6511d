import { useState } from 'react'
import type { Refusal } from '../../api/ask.ts'
import type { Applying } from '../../api/invitations.ts'
import type { DraftProps } from './ApplicationFields.tsx'
import {
  applyingOf,
  askedOf,
  checkDraft,
  draftProblemOf,
  emptyDraft,
  type Draft,
  type DraftProblems,
} from './draft.ts'
import type { Redeeming } from './redeeming.ts'

interface UseDraft {
  readonly fields: DraftProps
  /** Undefined, with the problems shown, where something is wanting. */
  check(): Applying | undefined
  /** True when the refusal is shown at one of these fields. */
  refuse(refusal: Refusal): boolean
}

export function useDraft({ invitation, secret }: Redeeming, isNameKnown: boolean): UseDraft {
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [problems, setProblems] = useState<DraftProblems>({})
  const asked = askedOf(invitation, isNameKnown)

  function show(found: DraftProblems): void {
    setProblems(found)
    // They are marked with the next picture.
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>('form [aria-invalid=true]')?.focus()
    })
  }

  return {
    fields: {
      invitation,
      secret,
      asked,
      draft,
      problems,
      onChange(change) {
        setDraft((old) => ({ ...old, ...change }))
        setProblems({})
      },
    },
    check() {
      const found = checkDraft(draft, asked)
      if (Object.keys(found).length === 0) return applyingOf(draft, asked, invitation)
      show(found)
      return undefined
    },
    refuse(refusal) {
      const found = draftProblemOf(refusal)
      if (found !== undefined) show(found)
      return found !== undefined
    },
  }
}
