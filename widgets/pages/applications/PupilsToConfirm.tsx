import { Button, Group, Stack, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmPupil, readPupilsToConfirm, type Confirmation } from '../../api/applications.ts'
import type { Ask } from '../../api/ask.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Section } from '../../ui/Section.tsx'
import classes from '../home/home.module.css'

/** Pupils who are accepted and wait for somebody's word. Nothing is shown where there is none. */
export function PupilsToConfirm(props: {
  readonly ask: Ask
  readonly onDecided: (text: string) => void
}) {
  const { t } = useTranslation()
  const { ask, onDecided } = props
  const [loaded] = useAnswer(useCallback(() => readPupilsToConfirm(ask), [ask]))
  if (loaded.at !== 'ready' || loaded.body.confirmations.length === 0) return null
  return (
    <Section title={t('applications.confirmTitle')} lead={t('applications.confirmLead')}>
      <ul className={classes['list']}>
        {loaded.body.confirmations.map((one) => (
          <li key={`${one.school} ${one.pupil.id}`} className={classes['item']}>
            <OnePupil confirmation={one} ask={ask} onDecided={onDecided} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OnePupil(props: {
  readonly confirmation: Confirmation
  readonly ask: Ask
  readonly onDecided: (text: string) => void
}) {
  const { t } = useTranslation()
  const { confirmation, ask, onDecided } = props
  const { pupil, class_name: cls, school_name: school, denied } = confirmation
  const name = pupil.name ?? pupil.id
  const [isBusy, setBusy] = useState(false)

  async function answer(given: 'confirm' | 'refuse'): Promise<void> {
    setBusy(true)
    const answered = await confirmPupil(ask, confirmation, given)
    setBusy(false)
    const text = given === 'confirm' ? 'applications.accepted' : 'applications.declined'
    onDecided(t(answered.ok ? text : 'applications.failed', { name }))
  }

  return (
    <Stack gap="xs">
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {[school, cls].filter(Boolean).join(' · ')}
        </Text>
        {denied && <Text size="sm">{t('applications.confirmDenied')}</Text>}
      </div>
      {confirmation.may_confirm || denied ? (
        <Group gap="xs">
          <Button
            size="sm"
            loading={isBusy}
            aria-label={t('applications.confirmOf', { name })}
            onClick={() => void answer('confirm')}
          >
            {t('applications.confirm')}
          </Button>
          <ConfirmButton
            label={t('applications.refuse')}
            question={t('applications.refuseQuestion')}
            confirm={t('applications.refuseYes')}
            variant="default"
            size="sm"
            isBusy={isBusy}
            onConfirm={() => void answer('refuse')}
          />
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {t('applications.confirmWaits')}
        </Text>
      )}
    </Stack>
  )
}
