import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import { answerConfirmation, type Confirmation } from '../../api/requests.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'

/** A pupil whom the school has accepted and a parent has to know. */
export function ConfirmChild(props: {
  readonly confirmation: Confirmation
  readonly ask: Ask
  readonly onAnswered: (text: string) => void
}) {
  const { t } = useTranslation()
  const { confirmation, ask, onAnswered } = props
  const { school_name: school, class_name: cls, pupil } = confirmation
  const name = pupil.name ?? t('home.aPupil')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function answer(given: 'confirm' | 'not-my-child'): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    const answered = await answerConfirmation(ask, confirmation, given)
    setBusy(false)
    if (answered.ok) {
      return onAnswered(given === 'confirm' ? t('home.confirmed', { name }) : t('home.denied'))
    }
    setProblem(
      t(answered.refusal.name === 'offline' ? 'problem.noConnection' : 'home.confirmFailed'),
    )
  }

  return (
    <>
      <div>
        <Text fw={600}>{t('home.confirmTitle', { name })}</Text>
        <Text size="sm" c="dimmed">
          {typeof cls === 'string'
            ? t('home.confirmText', { school, class: cls })
            : t('home.confirmTextNoClass', { school })}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="sm"
          loading={isBusy}
          aria-label={`${t('home.confirmYes')}: ${name}`}
          onClick={() => void answer('confirm')}
        >
          {t('home.confirmYes')}
        </Button>
        <ConfirmButton
          label={t('home.confirmNo')}
          question={t('home.confirmNoQuestion')}
          confirm={t('home.confirmNoYes')}
          variant="default"
          size="sm"
          isBusy={isBusy}
          onConfirm={() => void answer('not-my-child')}
        />
      </Group>
      {problem !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
    </>
  )
}
