import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemForgottenCode, sendForgottenCode, type WhoForgot } from '../../api/phone.ts'
import { PhoneCode } from './PhoneCode.tsx'
import { describeRefusal } from './refusals.ts'

/** A new password by a code to the own number: by the slip that is in hand, else by the login. */
export function Forgotten({ invitation }: { readonly invitation?: string }) {
  const { t } = useTranslation()
  const [login, setLogin] = useState('')
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [message, setMessage] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const who: WhoForgot = invitation === undefined ? { login: login.trim() } : { invitation }
  const isReady = phone.trim() !== '' && code.trim() !== ''

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy || !isReady) return
    setBusy(true)
    setMessage(undefined)
    const answer = await redeemForgottenCode(who, phone.trim(), code.trim())
    setBusy(false)
    if (answer.ok) return location.assign(`/join/${answer.body.token}`)
    const isWrong = answer.refusal.name === 'phone-code-wrong'
    setMessage(isWrong ? t('apply.codeWrongWanting') : describeRefusal(t, answer.refusal))
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {invitation === undefined && (
          <TextInput
            name="forgotten-login"
            label={t('signIn.login')}
            size="md"
            value={login}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={255}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
        )}
        <PhoneCode
          phone={phone}
          code={code}
          hint={t('forgotten.phoneHint')}
          send={(number) => sendForgottenCode(who, number)}
          onChange={(change) => {
            if (change.phone !== undefined) setPhone(change.phone)
            if (change.code !== undefined) setCode(change.code)
          }}
        />
        {message !== undefined && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Button type="submit" loading={isBusy} disabled={!isReady}>
          {t('forgotten.submit')}
        </Button>
      </Stack>
    </form>
  )
}
