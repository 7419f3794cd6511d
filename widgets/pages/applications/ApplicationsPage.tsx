import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NotIn } from '../../session/NotIn.tsx'
import { SignInCard } from '../../session/SignInCard.tsx'
import { useSession } from '../../session/use-session.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { Decisions } from './Decisions.tsx'

/** For those who decide about applications. */
export function ApplicationsPage() {
  const { t } = useTranslation()
  const { state, signIn, again } = useSession()
  usePageTitle(t('applications.title'))
  switch (state.at) {
    case 'starting':
      return <Waiting />
    case 'out':
      return (
        <Stack className="narrow">
          <FocusedTitle quiet>{t('applications.title')}</FocusedTitle>
          <SignInCard hasEnded={state.hasEnded} onSignIn={signIn} />
        </Stack>
      )
    case 'problem':
      return <NotIn problem={state.problem} onAgain={again} />
    case 'in':
      return <Decisions {...state.signedIn} />
  }
}
