import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withdrawWaiting, type Waiting } from '../../api/waiting.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { Waiting as Loading } from '../../ui/Waiting.tsx'
import { Done } from '../join/Done.tsx'
import { ApplicationFacts } from './ApplicationFacts.tsx'
import { useWaiting } from './use-waiting.ts'
import classes from './waiting.module.css'

interface Props {
  readonly token: string
  readonly isFirst: boolean
  readonly onForget: () => void
}

export function FollowedApplication({ token, isFirst, onForget }: Props) {
  const { t } = useTranslation()
  const [changes, setChanges] = useState(0)
  const followed = useWaiting(token, changes)
  switch (followed.at) {
    case 'loading':
      return <Loading />
    case 'unknown':
      return (
        <Card state="offline" title={t('waiting.offlineTitle')} isFirst={isFirst}>
          <Text>{t('waiting.offlineText')}</Text>
        </Card>
      )
    case 'gone':
      return (
        <Card state="gone" title={t('waiting.goneTitle')} isFirst={isFirst}>
          <Text>{t('waiting.goneText')}</Text>
          <Ends onForget={onForget} />
        </Card>
      )
    case 'known': {
      const { waiting, isOffline } = followed
      if (waiting.state === 'accepted') {
        return (
          <Stack align="center">
            <Done
              school={waiting.school_name}
              homeserver={waiting.homeserver}
              userId={waiting.user_id}
              of="application"
            />
            <Button variant="subtle" onClick={onForget}>
              {t('waiting.forget')}
            </Button>
          </Stack>
        )
      }
      const isOpen = waiting.state === 'waiting' || waiting.state === 'confirming'
      return isOpen ? (
        <Open
          {...{ token, waiting, isOffline, isFirst }}
          onWithdrawn={() => setChanges(changes + 1)}
        />
      ) : (
        <Over {...{ waiting, isFirst, onForget }} />
      )
    }
  }
}

function Open(props: {
  readonly token: string
  readonly waiting: Waiting
  readonly isOffline: boolean
  readonly isFirst: boolean
  readonly onWithdrawn: () => void
}) {
  const { t } = useTranslation()
  const { token, waiting, isOffline, isFirst, onWithdrawn } = props
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const isConfirming = waiting.state === 'confirming'
  // Decided already, and being carried out.
  const isEntering = waiting.waits_for === null
  const who = t(`waiting.who.${waiting.waits_for ?? 'administrator'}`)

  async function withdraw(): Promise<void> {
    setBusy(true)
    const answer = await withdrawWaiting(token)
    setBusy(false)
    setFailed(!answer.ok)
    if (answer.ok) onWithdrawn()
  }

  return (
    <Card
      state={waiting.state}
      title={t(
        isEntering
          ? 'waiting.enteringTitle'
          : isConfirming
            ? 'waiting.confirmingTitle'
            : 'waiting.sentTitle',
      )}
      isFirst={isFirst}
    >
      <Text size="lg" role="status">
        {isEntering
          ? t('waiting.enteringLead')
          : t(isConfirming ? 'waiting.confirmingLead' : 'waiting.sentLead', { who })}
      </Text>
      <ApplicationFacts waiting={waiting} />
      <Stack gap={4}>
        <Text>{t('waiting.stays')}</Text>
        <Text c="dimmed" size="sm" role="status">
          {t(isOffline ? 'waiting.noConnection' : 'waiting.follows')}
        </Text>
      </Stack>
      {hasFailed && (
        <Text c="var(--mantine-color-error)" role="alert">
          {t('problem.offline')}
        </Text>
      )}
      <Group>
        <ConfirmButton
          label={t('waiting.withdraw')}
          question={t('waiting.withdrawQuestion')}
          confirm={t('waiting.withdrawYes')}
          variant="default"
          isBusy={isBusy}
          onConfirm={() => void withdraw()}
        />
      </Group>
    </Card>
  )
}

function Over(props: {
  readonly waiting: Waiting
  readonly isFirst: boolean
  readonly onForget: () => void
}) {
  const { t } = useTranslation()
  const { waiting, isFirst, onForget } = props
  const state =
    waiting.state === 'withdrawn' || waiting.state === 'expired' ? waiting.state : 'declined'
  const reason = waiting.reason?.trim() ?? ''
  return (
    <Card state={state} title={t(`waiting.${state}.title`)} isFirst={isFirst}>
      {reason !== '' && (
        <figure className={classes['reason']}>
          <figcaption>{t('waiting.reason')}</figcaption>
          <blockquote>{reason}</blockquote>
        </figure>
      )}
      <Text>{t(`waiting.${state}.text`)}</Text>
      <ApplicationFacts waiting={waiting} isOver />
      <Ends onForget={onForget} />
    </Card>
  )
}

function Ends({ onForget }: { readonly onForget: () => void }) {
  const { t } = useTranslation()
  return (
    <Group>
      <Button component="a" href="/join">
        {t('notMe.other')}
      </Button>
      <Button variant="default" onClick={onForget}>
        {t('waiting.forget')}
      </Button>
    </Group>
  )
}

const icons: Readonly<Record<string, IconName>> = {
  waiting: 'clock',
  confirming: 'person',
  declined: 'warning',
  withdrawn: 'check',
}

function Card(props: {
  readonly state: string
  readonly title: string
  readonly isFirst: boolean
  readonly children: React.ReactNode
}) {
  return (
    <Stack className="card narrow" gap="lg" w="100%">
      <Group wrap="nowrap" align="center" gap="md">
        <span className={classes['sign']} data-state={props.state}>
          <Icon name={icons[props.state] ?? 'warning'} size={28} />
        </span>
        {/* What has changed since one looked is said first. */}
        <FocusedTitle key={props.state} order={props.isFirst ? 1 : 2} quiet={!props.isFirst}>
          {props.title}
        </FocusedTitle>
      </Group>
      {props.children}
    </Stack>
  )
}
