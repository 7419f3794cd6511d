import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  acceptApplication,
  correctClass,
  declineApplication,
  type Application,
} from '../../api/applications.ts'
import type { Answer, Ask } from '../../api/ask.ts'
import { Facts } from './ApplicationFacts.tsx'
import classes from './applications.module.css'
import { Choices, type Choice } from './Choices.tsx'
import { DeclineForm } from './DeclineForm.tsx'

/** One application, with what has to be chosen before it can be accepted. */
export function ApplicationCard(props: {
  readonly application: Application
  readonly ask: Ask
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
  readonly onDecided: (text: string) => void
}) {
  const { t } = useTranslation()
  const { application, ask, onDecided } = props
  const { id, kind, full_name: name, chat } = application
  const [choice, setChoice] = useState<Choice>({})
  const [isDeclining, setDeclining] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()

  function settle(answer: Answer<unknown>, text: string): void {
    setBusy(false)
    if (answer.ok) return onDecided(text)
    const { name: why } = answer.refusal
    if (why === 'already-decided') return onDecided(t('applications.already', { name }))
    return setMessage(
      t(why === 'cannot-accept' ? 'applications.problem' : 'applications.failed', { name }),
    )
  }

  async function accept(): Promise<void> {
    const wanted = wantedOf(application, choice)
    if (wanted !== undefined) return setMessage(t(`applications.${wanted}Wanted`))
    setMessage(undefined)
    setBusy(true)
    const { person, child, class: cls } = choice
    if (cls !== undefined) {
      const corrected = await correctClass(ask, id, cls)
      if (!corrected.ok) return settle(corrected, '')
    }
    const acceptance = {
      ...(person === undefined ? {} : { person }),
      ...(child === undefined ? {} : { child }),
    }
    settle(await acceptApplication(ask, id, acceptance), t('applications.accepted', { name }))
  }

  async function decline(reason: string): Promise<void> {
    setBusy(true)
    settle(await declineApplication(ask, id, reason), t('applications.declined', { name }))
  }

  return (
    <section className="card section" aria-label={name}>
      <Stack gap="sm">
        <Group wrap="nowrap" align="flex-start" gap="sm">
          <Checkbox
            size="md"
            className={classes['pick']}
            aria-label={t('applications.choose', { name })}
            checked={props.isChosen}
            onChange={(event) => props.onChoose(event.currentTarget.checked)}
          />
          <div className={classes['who']}>
            <Text fw={650} size="lg" component="h2">
              {name}
            </Text>
            <Text c="dimmed">{t(`applications.wants.${kind}`, { chat: chat?.name ?? '' })}</Text>
          </div>
        </Group>
        <Facts application={application} />
        <Choices application={application} ask={ask} choice={choice} onChange={setChoice} />
        {message !== undefined && (
          <Text c="var(--mantine-color-error)" role="alert">
            {message}
          </Text>
        )}
        {isDeclining ? (
          <DeclineForm
            isBusy={isBusy}
            onSend={(reason) => void decline(reason)}
            onCancel={() => setDeclining(false)}
          />
        ) : (
          <Group gap="xs">
            <Button
              loading={isBusy}
              aria-label={t('applications.acceptOf', { name })}
              onClick={() => void accept()}
            >
              {t('applications.accept')}
            </Button>
            <Button
              variant="default"
              aria-label={t('applications.declineOf', { name })}
              onClick={() => setDeclining(true)}
            >
              {t('applications.decline')}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  )
}

function wantedOf({ role, kind, child, class: cls }: Application, choice: Choice) {
  if (kind !== 'join') return undefined
  if (role === 'parent' && !child && choice.child === undefined) return 'child'
  return role === 'pupil' && !cls && choice.class === undefined ? 'class' : undefined
}
