import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetWaiting, waitingTokens } from '../../session/waiting-tokens.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { FollowedApplication } from './FollowedApplication.tsx'

/** What became of the applications of this browser. `just`: one that has just been sent, also where nothing can be kept. */
export function WaitingPage({ just }: { readonly just?: string | undefined }) {
  const { t } = useTranslation()
  const [tokens, setTokens] = useState(() => {
    const kept = waitingTokens()
    return just === undefined || kept.includes(just) ? kept : [just, ...kept]
  })
  usePageTitle(t('waiting.page'))

  function forget(token: string): void {
    forgetWaiting(token)
    setTokens(tokens.filter((one) => one !== token))
  }

  if (tokens.length === 0) return <NoApplications />
  return (
    <Stack gap="lg">
      {tokens.map((token, n) => (
        <FollowedApplication
          key={token}
          token={token}
          isFirst={n === 0}
          onForget={() => forget(token)}
        />
      ))}
    </Stack>
  )
}

function NoApplications() {
  const { t } = useTranslation()
  return (
    <Stack className="card narrow">
      <FocusedTitle quiet>{t('waiting.noneTitle')}</FocusedTitle>
      <Text>{t('waiting.noneText')}</Text>
      <Group>
        <Button component="a" href="/">
          {t('waiting.signIn')}
        </Button>
        <Button component="a" href="/join" variant="default">
          {t('notMe.other')}
        </Button>
      </Group>
    </Stack>
  )
}
