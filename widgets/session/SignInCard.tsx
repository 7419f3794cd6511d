import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Credentials } from '../matrix/port.ts'
import { Section } from '../ui/Section.tsx'
import { CredentialsForm } from './CredentialsForm.tsx'
import type { SignInProblem } from './use-session.ts'

export function SignInCard(props: {
  readonly hasEnded: boolean
  readonly onSignIn: (credentials: Credentials) => Promise<SignInProblem | undefined>
}) {
  const { t } = useTranslation()
  async function signIn(credentials: Credentials): Promise<string | undefined> {
    const problem = await props.onSignIn(credentials)
    return problem && t(`signIn.${problem}`)
  }
  return (
    <Section title={t('home.signIn')} lead={t('home.signInLead')}>
      {props.hasEnded && <Alert role="status">{t('home.ended')}</Alert>}
      <CredentialsForm submit={t('home.signInSubmit')} onSubmit={signIn} />
    </Section>
  )
}
