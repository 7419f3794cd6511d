import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readInvitation } from '../../api/invitations.ts'
import { parseCode } from './code.ts'
import { minutes } from './refusals.ts'

/** The field for a typed code; it is looked up before the page goes on, so that a mistake shows beside it. */
export function CodeForm({ onSecret }: { readonly onSecret: (secret: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  function fail(message: string): void {
    setError(message)
    setBusy(false)
    field.current?.focus()
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const code = parseCode(text)
    if (code === undefined) return fail(t('code.malformed'))
    setBusy(true)
    const answer = await readInvitation(code)
    if (answer.ok) return onSecret(code)
    const { name, retryAfter } = answer.refusal
    if (name === 'invitation-unknown') return fail(t('code.unknown'))
    if (name === 'offline') return fail(t('problem.offline'))
    if (retryAfter !== undefined) return fail(t('problem.limited', { count: minutes(retryAfter) }))
    return fail(t('problem.failure'))
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          ref={field}
          label={t('code.label')}
          description={t('code.hint')}
          placeholder="XXXX-XXXX-XXXX"
          size="md"
          value={text}
          error={error}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setError(undefined)
          }}
        />
        <Button type="submit" size="md" loading={isBusy}>
          {t('code.submit')}
        </Button>
      </Stack>
    </form>
  )
}
