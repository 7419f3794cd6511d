import { Group, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation, Redeemed } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Icon } from '../../ui/icons.tsx'
import classes from './join.module.css'
import { SignInData } from './SignInData.tsx'

const QrCode = lazy(async () => {
  const { QrCode: code } = await import('../../ui/QrCode.tsx')
  return { default: code }
})

/** In the school: what to keep, what to keep to oneself, and how to open the chats. */
export function Done(props: {
  readonly invitation: Invitation
  readonly redeemed: Redeemed
  readonly isOwnAccount: boolean
}) {
  const { t } = useTranslation()
  const { invitation, redeemed } = props
  const isReset = invitation.purpose === 'reset'
  const login = redeemed.user_id.slice(1, redeemed.user_id.indexOf(':'))
  return (
    <Stack className="card" gap="xl" maw="48rem" mx="auto">
      <Group wrap="nowrap" align="center" gap="md">
        <span className={classes['tick']}>
          <Icon name="check" size={28} />
        </span>
        <FocusedTitle>{t(isReset ? 'done.resetTitle' : 'done.title')}</FocusedTitle>
      </Group>
      <Text size="lg">
        {isReset ? t('done.resetLead') : t('done.lead', { school: invitation.school_name })}
      </Text>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('done.data')}
        </Title>
        <dl className={classes['data']}>
          <SignInData term={t('done.server')} value={redeemed.homeserver} canCopy />
          <SignInData term={t('done.login')} value={login} canCopy />
          <SignInData
            term={t('done.password')}
            value={t(props.isOwnAccount ? 'done.passwordOwn' : 'done.passwordIs')}
          />
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
            <QrCode
              text={redeemed.homeserver}
              label={t('done.qr', { server: redeemed.homeserver })}
            />
          </Suspense>
        </section>
        <section aria-labelledby="on-computer">
          <Title order={2} size="h4" id="on-computer">
            {t('done.onComputer')}
          </Title>
          <ol>
            <li>{t('done.computer1')}</li>
            <li>{t('done.computer2')}</li>
          </ol>
        </section>
      </div>
      <Text c="dimmed">{t('done.forgot')}</Text>
    </Stack>
  )
}
