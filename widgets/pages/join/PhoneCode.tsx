import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/ask.ts'
import type { Sent } from '../../api/phone.ts'
import { minutes } from './refusals.ts'

/** A number, the code that came there, another code after a while, another number at any time. */
export function PhoneCode(props: {
  readonly phone: string
  readonly code: string
  /** What is wrong with what was given, once it was sent. */
  readonly wrongPhone?: string | undefined
  readonly wrongCode?: string | undefined
  readonly hint: string
  readonly send: (number: string) => Promise<Answer<Sent>>
  readonly onChange: (change: { readonly phone?: string; readonly code?: string }) => void
}) {
  const { t } = useTranslation()
  const { phone, code, onChange } = props
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
    if (phone.trim() === '') {
      setError(t('apply.phoneWanting'))
      return numberField.current?.focus()
    }
    setBusy(true)
    const answer = await props.send(phone.trim())
    setBusy(false)
    if (answer.ok) {
      setError(undefined)
      setWait(answer.body.resend_after)
      return setSent(answer.body)
    }
    const { name, retryAfter } = answer.refusal
    if (name === 'phone-invalid') setError(t('apply.phoneInvalid'))
    else if (name === 'offline') setError(t('problem.offline'))
    else if (retryAfter === undefined || name === 'phone-not-sent') setError(t('apply.phoneFailed'))
    else setError(t('problem.limited', { count: minutes(retryAfter) }))
    return numberField.current?.focus()
  }

  function change(): void {
    setSent(undefined)
    // How often one number is sent to is no matter of the next.
    setWait(0)
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
        description={props.hint}
        size="md"
        value={phone}
        readOnly={sent !== undefined}
        error={error ?? props.wrongPhone}
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
          value={code}
          error={props.wrongCode}
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
