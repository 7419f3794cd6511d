import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemInvitation } from '../../api/invitations.ts'
import { proveAccount } from '../../matrix/prove-account.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { Redeeming } from './redeeming.ts'
import { describeRefusal, endingOf } from './refusals.ts'

/** For who has an account already: the parent of two children, the teacher of two schools. */
export function SignIn(props: Redeeming & { readonly onNew: () => void }) {
  const { t } = useTranslation()
  const { secret, invitation, onEnding, onRedeemed } = props
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [isVisible, setVisible] = useState(false)
  const [message, setMessage] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  async function join(): Promise<string | undefined> {
    const proof = await proveAccount(invitation.homeserver, login.trim(), password)
    if (!proof.ok) return t(`signIn.${proof.why}`)
    const answer = await redeemInvitation(secret, { openid: proof.openid })
    await proof.end()
    if (answer.ok) {
      onRedeemed(answer.body, true)
      return undefined
    }
    const ending = endingOf(answer.refusal)
    if (ending === undefined) return describeRefusal(t, answer.refusal)
    onEnding(ending)
    return undefined
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    if (login.trim() === '') return loginField.current?.focus()
    if (password === '') return passwordField.current?.focus()
    setBusy(true)
    setMessage(undefined)
    const problem = await join()
    setBusy(false)
    setMessage(problem)
    if (problem !== undefined) passwordField.current?.focus()
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <Stack gap={4}>
          <FocusedTitle order={2}>{t('signIn.title')}</FocusedTitle>
          <Text c="dimmed">{t('signIn.lead')}</Text>
        </Stack>
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
        <PasswordInput
          ref={passwordField}
          name="password"
          label={t('signIn.password')}
          size="md"
          required
          withAsterisk={false}
          value={password}
          visible={isVisible}
          onVisibilityChange={setVisible}
          visibilityToggleIcon={({ reveal }) => <Icon name={reveal ? 'eye-off' : 'eye'} />}
          visibilityToggleButtonProps={{
            'aria-label': t(isVisible ? 'common.hide' : 'common.show'),
            'aria-hidden': false,
            tabIndex: 0,
          }}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {message !== undefined && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={isBusy}>
          {t('signIn.submit')}
        </Button>
        <span className="sr-only" role="status">
          {isBusy ? t('account.submitting') : ''}
        </span>
        <Anchor component="button" type="button" fw={600} ta="left" onClick={props.onNew}>
          {t('account.makeNew')}
        </Anchor>
      </Stack>
    </form>
  )
}
