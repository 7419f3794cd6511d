import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app.ts'
import type { Credentials } from '../../matrix/port.ts'
import { SignInCard } from '../../session/SignInCard.tsx'
import type { SignInProblem } from '../../session/use-session.ts'
import { waitingTokens } from '../../session/waiting-tokens.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Section } from '../../ui/Section.tsx'
import { CodeForm } from '../join/CodeForm.tsx'
import { Forgotten } from '../join/Forgotten.tsx'
import classes from './home.module.css'

/** What this is, the way in for who has a login, and for who has a slip in hand. */
export function Welcome(props: {
  readonly hasEnded: boolean
  readonly onSignIn: (credentials: Credentials) => Promise<SignInProblem | undefined>
}) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <Stack gap="xs" className={classes['lead']}>
        <FocusedTitle quiet>{t('home.title')}</FocusedTitle>
        <Text size="lg" c="dimmed">
          {t('home.lead')}
        </Text>
        {waitingTokens().length > 0 && (
          <Anchor href="/join/waiting" fw={600}>
            {t('home.toApplication')}
          </Anchor>
        )}
      </Stack>
      <div className={classes['ways']}>
        <SignInCard {...props} />
        <Section title={t('home.haveCode')}>
          <CodeForm onSecret={(secret) => location.assign(`/join/${secret}`)} />
        </Section>
      </div>
      <ForgottenHere />
    </Stack>
  )
}

function ForgottenHere() {
  const { t } = useTranslation()
  const { phone } = useApp().site
  const [isForgotten, setForgotten] = useState(false)
  if (isForgotten) {
    return (
      <Section title={t('forgotten.title')} lead={t('home.forgot')}>
        <Forgotten />
      </Section>
    )
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Text c="dimmed">{t('home.forgot')}</Text>
      {phone && (
        <Button variant="light" onClick={() => setForgotten(true)}>
          {t('forgotten.byPhone')}
        </Button>
      )}
    </Stack>
  )
}
