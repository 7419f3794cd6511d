import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readInvitation, type Invitation, type Redeemed } from '../../api/invitations.ts'
import type { Refusal } from '../../api/ask.ts'
import { preferLanguage } from '../../i18n/i18n.ts'
import { rememberWaiting } from '../../session/waiting-tokens.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { WaitingPage } from '../waiting/WaitingPage.tsx'
import { Closed } from './Closed.tsx'
import { Done } from './Done.tsx'
import { NotMe } from './NotMe.tsx'
import { OpenInvitation } from './OpenInvitation.tsx'
import { endingOf, type Ending } from './refusals.ts'

type View =
  | { readonly at: 'loading' }
  | { readonly at: 'open' | 'not-me'; readonly invitation: Invitation }
  | {
      readonly at: 'closed'
      readonly ending: Ending
      readonly invitation?: Invitation
      readonly retryAfter?: number | undefined
    }
  | { readonly at: 'waiting'; readonly token: string }
  | {
      readonly at: 'done'
      readonly invitation: Invitation
      readonly redeemed: Redeemed
      readonly isOwnAccount: boolean
    }

/** From an invitation to being in the school. `secret`: a link's token or a typed code. */
export function JoinPage({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const [view, setView] = useState<View>({ at: 'loading' })
  const [tries, setTries] = useState(0)
  usePageTitle(t('invitation.title'))

  useEffect(() => {
    let isGone = false
    void readInvitation(secret).then((answer) => {
      if (isGone) return
      if (answer.ok) preferLanguage(answer.body.language)
      setView(answer.ok ? viewOf(answer.body) : refusedView(answer.refusal))
    })
    return () => {
      isGone = true
    }
  }, [secret, tries])

  switch (view.at) {
    case 'loading':
      return <Waiting />
    case 'open':
      return (
        <OpenInvitation
          secret={secret}
          invitation={view.invitation}
          onNotMe={() => setView({ at: 'not-me', invitation: view.invitation })}
          onEnding={(ending) => setView({ at: 'closed', ending, invitation: view.invitation })}
          onRedeemed={(redeemed, isOwnAccount) =>
            setView(afterwards(view.invitation, redeemed, isOwnAccount))
          }
        />
      )
    case 'not-me':
      return (
        <NotMe
          role={view.invitation.role}
          onBack={() => setView({ at: 'open', invitation: view.invitation })}
        />
      )
    case 'closed':
      return (
        <Closed
          {...view}
          secret={secret}
          onAgain={() => {
            setView({ at: 'loading' })
            setTries(tries + 1)
          }}
        />
      )
    case 'waiting':
      return <WaitingPage just={view.token} />
    case 'done': {
      const { invitation, redeemed, isOwnAccount } = view
      const account = isOwnAccount ? 'own-account' : 'new-account'
      return (
        <Done
          school={invitation.school_name}
          homeserver={redeemed.homeserver}
          userId={redeemed.user_id}
          of={invitation.purpose === 'reset' ? 'reset' : account}
        />
      )
    }
  }
}

/** Who has to wait is led to the page that stays, without the link in its address. */
function afterwards(invitation: Invitation, redeemed: Redeemed, isOwnAccount: boolean): View {
  const { state, waiting } = redeemed
  if (state === 'joined' || waiting === undefined) {
    return { at: 'done', invitation, redeemed, isOwnAccount }
  }
  rememberWaiting(waiting)
  history.replaceState(null, '', '/join/waiting')
  return { at: 'waiting', token: waiting }
}

function viewOf(invitation: Invitation): View {
  const { status } = invitation
  return status === 'open'
    ? { at: 'open', invitation }
    : { at: 'closed', ending: status, invitation }
}

function refusedView(refusal: Refusal): View {
  const { retryAfter } = refusal
  if (refusal.name === 'too-many-requests') return { at: 'closed', ending: 'limited', retryAfter }
  return { at: 'closed', ending: endingOf(refusal) ?? 'offline' }
}
