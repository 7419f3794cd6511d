import { useTranslation } from 'react-i18next'
import { useSession } from '../../session/use-session.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { NotIn } from '../../session/NotIn.tsx'
import { OwnHome } from './OwnHome.tsx'
import { Welcome } from './Welcome.tsx'

/** What is mine, for who is signed in; the ways in, for who is not. */
export function HomePage() {
  const { t } = useTranslation()
  const { state, signIn, again } = useSession()
  usePageTitle(t('home.title'))
  switch (state.at) {
    case 'starting':
      return <Waiting />
    case 'out':
      return <Welcome hasEnded={state.hasEnded} onSignIn={signIn} />
    case 'problem':
      return <NotIn problem={state.problem} onAgain={again} />
    case 'in':
      return <OwnHome {...state.signedIn} />
  }
}
