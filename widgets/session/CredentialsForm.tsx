import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Credentials } from '../matrix/port.ts'
import { PasswordField } from '../ui/PasswordField.tsx'

/** Login and password of an account that exists. `onSubmit` gives what to say when it did not work. */
export function CredentialsForm(props: {
  readonly submit: string
  readonly onSubmit: (credentials: Credentials) => Promise<string | undefined>
}) {
  const { t } = useTranslation()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [isVisible, setVisible] = useState(false)
  const [message, setMessage] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    if (login.trim() === '') return loginField.current?.focus()
    if (password === '') return passwordField.current?.focus()
    setBusy(true)
    setMessage(undefined)
    const problem = await props.onSubmit({ login: login.trim(), password })
    setBusy(false)
    setMessage(problem)
    if (problem !== undefined) passwordField.current?.focus()
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <TextInput
          ref={loginField}
          name="username"
          label={t('signIn.login')}
          size="md"
          required
          withAsterisk={false}
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordField
          ref={passwordField}
          name="password"
          label={t('signIn.password')}
          required
          withAsterisk={false}
          value={password}
          visible={isVisible}
          onVisibilityChange={setVisible}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {message !== undefined && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={isBusy}>
          {props.submit}
        </Button>
        <span className="sr-only" role="status">
          {isBusy ? t('signIn.submitting') : ''}
        </span>
      </Stack>
    </form>
  )
}
