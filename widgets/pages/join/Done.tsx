import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Icon } from '../../ui/icons.tsx'
import { loginOf } from '../../ui/login-of.ts'
import classes from './join.module.css'
import { SignInData } from './SignInData.tsx'

const QrCode = lazy(async () => {
  const { QrCode: code } = await import('../../ui/QrCode.tsx')
  return { default: code }
})

const passwordTexts = {
  'new-account': 'done.passwordIs',
  reset: 'done.passwordIs',
  'own-account': 'done.passwordOwn',
  application: 'done.passwordOf',
} as const

/** In the school: what to keep, what to keep to oneself, and how to open the chats. */
export function Done(props: {
  readonly school: string
  readonly homeserver: string
  readonly userId: string
  /** Where the password comes from: `application` leaves open whether the account is new. */
  readonly of: 'new-account' | 'own-account' | 'reset' | 'application'
}) {
  const { t } = useTranslation()
  const { clients } = useApp().site
  const { school, homeserver, userId, of } = props
  const isReset = of === 'reset'
  const client = clients.find((one) => one.startsWith('http'))
  return (
    <Stack className="card" gap="xl" maw="48rem" mx="auto">
      <Group wrap="nowrap" align="center" gap="md">
        <span className={classes['tick']}>
          <Icon name="check" size={28} />
        </span>
        <FocusedTitle>{t(isReset ? 'done.resetTitle' : 'done.title')}</FocusedTitle>
      </Group>
      <Text size="lg">{isReset ? t('done.resetLead') : t('done.lead', { school })}</Text>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('done.data')}
        </Title>
        <dl className={classes['data']}>
          <SignInData term={t('done.server')} value={homeserver} canCopy />
          <SignInData term={t('done.login')} value={loginOf(userId)} canCopy />
          <SignInData term={t('done.password')} value={t(passwordTexts[of])} />
        </dl>
        <div className={classes['warning']}>
          <Icon name="shield" size={24} />
          <Text>{t('done.write')}</Text>
        </div>
      </Stack>
      <div className={classes['steps']}>
        <section aria-labelledby="on-phone">
          <Title order={2} size="h4" id="on-phone">
            {t('done.onPhone')}
          </Title>
          <ol>
            <li>{t('done.phone1')}</li>
            <li>{t('done.phone2')}</li>
            <li>{t('done.phone3')}</li>
          </ol>
          <Suspense>
            <QrCode text={homeserver} label={t('done.qr', { server: homeserver })} />
          </Suspense>
        </section>
        <section aria-labelledby="on-computer">
          <Title order={2} size="h4" id="on-computer">
            {t('done.onComputer')}
          </Title>
          <ol>
            <li>{t(client === undefined ? 'done.computer1' : 'done.computerWeb')}</li>
            <li>{t('done.computer2')}</li>
          </ol>
          {client !== undefined && (
            <Button component="a" href={client} mt="md">
              {t('done.openClient')}
            </Button>
          )}
        </section>
      </div>
      <Stack gap="xs" align="flex-start">
        <Text>{t('done.page')}</Text>
        <Button component="a" href="/" variant="light">
          {t('done.toPage')}
        </Button>
      </Stack>
      <Text c="dimmed">{t('done.forgot')}</Text>
    </Stack>
  )
}
