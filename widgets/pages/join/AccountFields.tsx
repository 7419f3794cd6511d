import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldMessage } from './field-problems.ts'
import { NewPassword } from './NewPassword.tsx'
import { Suggestions } from './Suggestions.tsx'
import type { AccountDraft } from './use-account.ts'

export function AccountFields(props: {
  readonly account: AccountDraft
  readonly isLoginFixed: boolean
}) {
  const { t } = useTranslation()
  const { account, isLoginFixed } = props
  const { wrongLogin, wrongPassword } = account
  return (
    <>
      <div>
        <TextInput
          ref={account.loginField}
          name="username"
          label={t('account.login')}
          description={t(isLoginFixed ? 'account.loginFixed' : 'account.loginHint')}
          size="md"
          value={account.login}
          readOnly={isLoginFixed}
          error={wrongLogin && fieldMessage(t, wrongLogin)}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={64}
          onChange={(event) => account.setLogin(event.currentTarget.value)}
        />
        <Suggestions
          logins={account.free}
          onChoose={(chosen) => {
            account.setLogin(chosen)
            account.loginField.current?.focus()
          }}
        />
      </div>
      <NewPassword
        field={account.passwordField}
        value={account.password}
        login={account.login}
        error={wrongPassword && fieldMessage(t, wrongPassword)}
        onChange={(typed) => account.setPassword(typed)}
      />
    </>
  )
}
