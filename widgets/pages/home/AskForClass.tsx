import { Button, NativeSelect, Stack, TagsInput, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import type { OtherClass } from '../../api/me.ts'
import { askForClass } from '../../api/requests.ts'
import { Section } from '../../ui/Section.tsx'

/** Somebody of the school asks for one more class; a teacher says with which subjects. */
export function AskForClass(props: {
  readonly ask: Ask
  readonly others: readonly OtherClass[]
  /** Schools in which one is a teacher. */
  readonly teaches: ReadonlySet<string>
  readonly onSent: () => void
}) {
  const { t } = useTranslation()
  const { ask, others, teaches, onSent } = props
  const [chosen, setChosen] = useState('')
  const [subjects, setSubjects] = useState<string[]>([])
  const [isBusy, setBusy] = useState(false)
  const [message, setMessage] = useState<{ readonly text: string; readonly isBad: boolean }>()
  if (others.length === 0) return null
  const isOneSchool = new Set(others.map(({ school }) => school)).size === 1
  const cls = others.find((one) => keyOf(one) === chosen)
  const isTeacher = cls !== undefined && teaches.has(cls.school)

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (cls === undefined || isBusy) return
    setBusy(true)
    const answer = await askForClass(ask, cls.school, cls.id, isTeacher ? subjects : [])
    setBusy(false)
    if (!answer.ok) return setMessage({ text: t('home.askClassFailed'), isBad: true })
    setMessage({ text: t('home.askClassSent'), isBad: false })
    setChosen('')
    setSubjects([])
    onSent()
  }

  return (
    <Section title={t('home.askClass')} lead={t('home.askClassLead')}>
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="sm">
          <NativeSelect
            label={t('home.askClassWhich')}
            size="md"
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <option value="">{t('home.askClassNone')}</option>
            {others.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {isOneSchool ? one.name : `${one.name} · ${one.school_name}`}
              </option>
            ))}
          </NativeSelect>
          {isTeacher && (
            <TagsInput
              label={t('apply.subjects')}
              description={t('apply.subjectsHint')}
              size="md"
              value={subjects}
              maxTags={20}
              splitChars={[',', ';']}
              acceptValueOnBlur
              maxLength={100}
              onChange={setSubjects}
            />
          )}
          <Button type="submit" variant="light" loading={isBusy} disabled={cls === undefined}>
            {t('home.askClassSend')}
          </Button>
          {message !== undefined && (
            <Text
              size="sm"
              role={message.isBad ? 'alert' : 'status'}
              {...(message.isBad ? { c: 'var(--mantine-color-error)' } : {})}
            >
              {message.text}
            </Text>
          )}
        </Stack>
      </form>
    </Section>
  )
}

function keyOf({ school, id }: OtherClass): string {
  return JSON.stringify([school, id])
}
