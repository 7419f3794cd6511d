import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../api/invitations.ts'
import { useApp } from '../../app.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Forgotten } from './Forgotten.tsx'
import classes from './join.module.css'
import { SignInData } from './SignInData.tsx'

/** A slip that somebody has joined with: sign in, or have a new password; whose it was is not told. */
export function UsedSlip(props: { readonly secret: string; readonly invitation: Invitation }) {
  const { t } = useTranslation()
  const { clients } = useApp().site
  const { secret, invitation } = props
  const { forgotten, role, homeserver } = invitation
  const [isForgotten, setForgotten] = useState(false)
  const client = clients.find((one) => one.startsWith('http'))
  return (
    <Stack className="card narrow" gap="xl">
      <Stack gap="sm">
        <FocusedTitle>{t('closed.used.title')}</FocusedTitle>
        <Text>{t('closed.used.text')}</Text>
      </Stack>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('forgotten.signIn')}
        </Title>
        <dl className={classes['data']}>
          <SignInData term={t('done.server')} value={homeserver} canCopy />
        </dl>
        <Group>
          {client !== undefined && (
            <Button component="a" href={client}>
              {t('done.openClient')}
            </Button>
          )}
          <Button component="a" href="/" variant={client === undefined ? 'filled' : 'default'}>
            {t('forgotten.home')}
          </Button>
        </Group>
      </Stack>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('forgotten.title')}
        </Title>
        {forgotten?.phone === true && !isForgotten && (
          <Group>
            <Button variant="light" onClick={() => setForgotten(true)}>
              {t('forgotten.byPhone')}
            </Button>
          </Group>
        )}
        {isForgotten && <Forgotten invitation={secret} />}
        <Text>
          {isForgotten && `${t('forgotten.noPhone')} `}
          {t('closed.used.ask', {
            who: forgotten === undefined ? t(`ask.${role}`) : t(`forgotten.ask.${forgotten.ask}`),
          })}
        </Text>
      </Stack>
      <Anchor href="/join" fw={600}>
        {t('notMe.other')}
      </Anchor>
    </Stack>
  )
}
