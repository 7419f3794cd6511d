import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decideMany } from '../../api/applications.ts'
import type { Ask } from '../../api/ask.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import classes from './applications.module.css'
import { DeclineForm } from './DeclineForm.tsx'

/** The same decision for all that are chosen. What cannot be decided so is left and told. */
export function DecideMany(props: {
  readonly ask: Ask
  readonly ids: readonly string[]
  readonly onDecided: (text: string) => void
}) {
  const { t } = useTranslation()
  const { ask, ids, onDecided } = props
  const [isDeclining, setDeclining] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)

  async function decide(state: 'accepted' | 'declined', reason: string): Promise<void> {
    setBusy(true)
    const answer = await decideMany(ask, ids, state, reason)
    setBusy(false)
    setFailed(!answer.ok)
    if (!answer.ok) return
    const done = answer.body.results.filter((one) => one.state === state).length
    const all = ids.length
    onDecided(t(done === all ? 'applications.done' : 'applications.doneSome', { done, all }))
  }

  return (
    <Stack
      className={`card ${classes['chosen']}`}
      gap="sm"
      role="group"
      aria-label={t('applications.chosen', { count: ids.length })}
    >
      <Text fw={600} role="status">
        {t('applications.chosen', { count: ids.length })}
      </Text>
      {isDeclining ? (
        <DeclineForm
          isBusy={isBusy}
          onSend={(reason) => void decide('declined', reason)}
          onCancel={() => setDeclining(false)}
        />
      ) : (
        <Group gap="xs">
          <ConfirmButton
            label={t('applications.acceptChosen')}
            question={t('applications.acceptChosenQuestion', { count: ids.length })}
            confirm={t('applications.acceptYes')}
            isBusy={isBusy}
            onConfirm={() => void decide('accepted', '')}
          />
          <Button variant="default" onClick={() => setDeclining(true)}>
            {t('applications.declineChosen')}
          </Button>
        </Group>
      )}
      {hasFailed && (
        <Text c="var(--mantine-color-error)" role="alert">
          {t('problem.noConnection')}
        </Text>
      )}
    </Stack>
  )
}
