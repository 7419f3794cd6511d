import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { checkLogin } from '@lyceum/core/school/login-names.ts'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemInvitation, type Refusal } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { fieldMessage, type FieldProblem } from './field-problems.ts'
import { NewPassword } from './NewPassword.tsx'
import type { Redeeming } from './redeeming.ts'
import { describeRefusal, endingOf } from './refusals.ts'
import { Suggestions } from './Suggestions.tsx'

/** Login and password for a new account, or a new password for the one that a reset link is for. */
export function NewAccount(
  props: Redeeming & { readonly quiet: boolean; readonly onOwn: () => void },
) {
  const { t } = useTranslation()
  const { secret, invitation, onEnding, onRedeemed } = props
  const isReset = invitation.purpose === 'reset'
  const isFixed = invitation.login.fixed
  const [login, setLogin] = useState(invitation.login.suggested ?? '')
  const [password, setPassword] = useState('')
  const [wrongLogin, setWrongLogin] = useState<FieldProblem>()
  const [wrongPassword, setWrongPassword] = useState<FieldProblem>()
  const [free, setFree] = useState<readonly string[]>([])
  const [message, setMessage] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  function refuseLogin(problem: FieldProblem, suggestions: readonly string[] = []): void {
    setWrongLogin(problem)
    setFree(suggestions)
    loginField.current?.focus()
  }

  function refusePassword(problem: FieldProblem): void {
    setWrongPassword(problem)
    passwordField.current?.focus()
  }

  function refuse(refusal: Refusal): void {
    const ending = endingOf(refusal)
    if (ending !== undefined) return onEnding(ending)
    if (refusal.name === 'login-taken') return refuseLogin('login-taken', refusal.suggestions)
    if (refusal.name === 'login-invalid') return refuseLogin(`login-${refusal.reason}`)
    if (refusal.name === 'password-weak') return refusePassword(`password-${refusal.reason}`)
    return setMessage(describeRefusal(t, refusal))
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    setMessage(undefined)
    const name = login.trim().toLowerCase()
    const problem = name === '' ? 'missing' : checkLogin(name)
    if (problem !== undefined && !isFixed) return refuseLogin(`login-${problem}`)
    if (password === '') return refusePassword('password-missing')
    setBusy(true)
    const answer = await redeemInvitation(secret, { login: name, password })
    setBusy(false)
    if (answer.ok) onRedeemed(answer.body, false)
    else refuse(answer.refusal)
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <Stack gap={4}>
          <FocusedTitle order={2} quiet={props.quiet}>
            {t(isReset ? 'invitation.resetTitle' : 'account.newTitle')}
          </FocusedTitle>
          <Text c="dimmed">{t(isReset ? 'account.resetLead' : 'account.newLead')}</Text>
        </Stack>
        <div>
          <TextInput
            ref={loginField}
            name="username"
            label={t('account.login')}
            description={t(isFixed ? 'account.loginFixed' : 'account.loginHint')}
            size="md"
            value={login}
            readOnly={isFixed}
            error={wrongLogin && fieldMessage(t, wrongLogin)}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={64}
            onChange={(event) => {
              setLogin(event.currentTarget.value)
              setWrongLogin(undefined)
              setFree([])
            }}
          />
          <Suggestions
            logins={free}
            onChoose={(chosen) => {
              setLogin(chosen)
              setWrongLogin(undefined)
              setFree([])
              loginField.current?.focus()
            }}
          />
        </div>
        <NewPassword
          field={passwordField}
          value={password}
          login={login}
          error={wrongPassword && fieldMessage(t, wrongPassword)}
          onChange={(typed) => {
            setPassword(typed)
            setWrongPassword(undefined)
          }}
        />
        {message !== undefined && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={isBusy}>
          {t(isReset ? 'account.submitReset' : 'account.submit')}
        </Button>
        <span className="sr-only" role="status">
          {isBusy ? t('account.submitting') : ''}
        </span>
        {!isFixed && (
          <Stack gap={2} align="flex-start">
            <Anchor component="button" type="button" fw={600} ta="left" onClick={props.onOwn}>
              {t('account.haveOne')}
            </Anchor>
            <Text size="sm" c="dimmed">
              {t('account.haveOneHint')}
            </Text>
          </Stack>
        )}
      </Stack>
    </form>
  )
}
