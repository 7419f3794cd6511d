import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendPhoneCode, type Sent } from '../../api/phone.ts'
import type { DraftProps } from './ApplicationFields.tsx'
import { minutes } from './refusals.ts'

/** A number, the code that came there, another code after a while, another number at any time. */
export function PhoneStep({ secret, draft, problems, onChange }: DraftProps) {
  const { t } = useTranslation()
  const [sent, setSent] = useState<Sent>()
  const [wait, setWait] = useState(0)
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const numberField = useRef<HTMLInputElement>(null)
  const codeField = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (wait <= 0) return undefined
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])

  useEffect(() => {
    if (sent !== undefined) codeField.current?.focus()
  }, [sent])

  async function send(): Promise<void> {
    if (draft.phone.trim() === '') {
      setError(t('apply.phoneWanting'))
      return numberField.current?.focus()
    }
    setBusy(true)
    const answer = await sendPhoneCode(secret, draft.phone.trim())
    setBusy(false)
    if (answer.ok) {
      setError(undefined)
      setWait(answer.body.resend_after)
      return setSent(answer.body)
    }
    const { name, retryAfter } = answer.refusal
    if (name === 'phone-invalid') setError(t('apply.phoneInvalid'))
    else if (name === 'offline') setError(t('problem.offline'))
    else if (retryAfter === undefined) setError(t('apply.phoneFailed'))
    else setError(t('problem.limited', { count: minutes(retryAfter) }))
    return numberField.current?.focus()
  }

  function change(): void {
    setSent(undefined)
    onChange({ code: '' })
    // The field is there again with the next picture.
    requestAnimationFrame(() => numberField.current?.focus())
  }

  return (
    <Stack gap="sm">
      <TextInput
        ref={numberField}
        name="tel"
        type="tel"
        label={t('apply.phone')}
        description={t('apply.phoneHint')}
        size="md"
        value={draft.phone}
        readOnly={sent !== undefined}
        error={error ?? (problems.phone && t('apply.phoneWanting'))}
        autoComplete="tel"
        placeholder="+7 900 000-00-00"
        maxLength={40}
        onChange={(event) => {
          setError(undefined)
          onChange({ phone: event.currentTarget.value })
        }}
      />
      {sent !== undefined && (
        <TextInput
          ref={codeField}
          name="one-time-code"
          label={t(sent.kind === 'call' ? 'apply.codeCall' : 'apply.code')}
          description={t(sent.kind === 'call' ? 'apply.codeCallHint' : 'apply.codeHint')}
          size="md"
          value={draft.code}
          error={problems.code && t(`apply.${problems.code}Wanting`)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          onChange={(event) => onChange({ code: event.currentTarget.value })}
        />
      )}
      <Group gap="xs">
        <Button
          type="button"
          variant="light"
          loading={isBusy}
          disabled={wait > 0}
          onClick={() => void send()}
        >
          {t(sent === undefined ? 'apply.sendCode' : 'apply.resend')}
        </Button>
        {sent !== undefined && (
          <Button type="button" variant="subtle" onClick={change}>
            {t('apply.otherNumber')}
          </Button>
        )}
      </Group>
      {wait > 0 && (
        <Text size="sm" c="dimmed">
          {t('apply.resendIn', { count: wait })}
        </Text>
      )}
      <span className="sr-only" role="status">
        {sent === undefined ? '' : t('apply.codeSent')}
      </span>
    </Stack>
  )
}
