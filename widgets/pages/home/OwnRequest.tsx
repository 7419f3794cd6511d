import { Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import { withdrawOwn, type OwnApplication } from '../../api/requests.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { describeDate } from '../../ui/dates.ts'
import classes from './home.module.css'

/** Something that one has asked for, and what became of it. */
export function OwnRequest(props: {
  readonly request: OwnApplication
  readonly ask: Ask
  readonly onChange: () => void
}) {
  const { t, i18n } = useTranslation()
  const { request, ask, onChange } = props
  const { kind, state, reason } = request
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const what = { join: request.school_name, class: request.class_name, chat: request.chat?.name }
  const since = describeDate(i18n.language, request.created_at)

  async function withdraw(): Promise<void> {
    setBusy(true)
    const answer = await withdrawOwn(ask, request.id)
    setBusy(false)
    setFailed(!answer.ok)
    onChange()
  }

  return (
    <>
      <div className={classes['side']}>
        <div>
          <Text fw={600}>{t(`home.applied.${kind}`, { what: what[kind] ?? '' })}</Text>
          <Text size="sm" c="dimmed">
            {state === 'waiting'
              ? t('home.appliedWaiting', { date: since })
              : t('home.appliedDeclined')}
          </Text>
          {typeof reason === 'string' && reason !== '' && (
            <Text size="sm">{t('home.appliedReason', { reason })}</Text>
          )}
        </div>
        {state === 'waiting' && (
          <ConfirmButton
            label={t('home.withdraw')}
            question={t('home.withdrawQuestion')}
            confirm={t('waiting.withdrawYes')}
            variant="default"
            size="sm"
            isBusy={isBusy}
            onConfirm={() => void withdraw()}
          />
        )}
      </div>
      {hasFailed && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('problem.noConnection')}
        </Text>
      )}
    </>
  )
}
