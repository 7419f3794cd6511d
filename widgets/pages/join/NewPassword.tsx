import { Button, Group, Stack, Text } from '@mantine/core'
import { useDeferredValue, useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { isLanguage } from '../../i18n/i18n.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { randomBelow } from '../../ui/random.ts'
import classes from './join.module.css'
import { StrengthMeter } from './StrengthMeter.tsx'

/** A field for a new password, how strong it is, and one that is easy to write down and to type. */
export function NewPassword(props: {
  readonly field: RefObject<HTMLInputElement | null>
  readonly value: string
  readonly login: string
  readonly error: string | undefined
  readonly onChange: (password: string) => void
}) {
  const { t, i18n } = useTranslation()
  const { value, onChange } = props
  const [isVisible, setVisible] = useState(false)
  const [offered, setOffered] = useState<string>()
  const judged = useDeferredValue(value)

  async function offer(): Promise<void> {
    const { makePassphrase } = await import('@lyceum/core/school/passphrase.ts')
    const phrase = makePassphrase(isLanguage(i18n.language) ? i18n.language : 'en', randomBelow)
    setOffered(phrase)
    setVisible(true)
    onChange(phrase)
  }

  // A language switched while a phrase is offered leaves the phrase: it may be written down already.
  useEffect(() => {
    if (offered !== undefined && value !== offered) setOffered(undefined)
  }, [offered, value])

  return (
    <Stack gap="xs">
      <PasswordField
        ref={props.field}
        name="new-password"
        label={t('account.password')}
        description={t('account.passwordHint')}
        value={value}
        error={props.error}
        visible={isVisible}
        onVisibilityChange={setVisible}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={256}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <StrengthMeter password={judged} login={props.login} />
      {offered !== undefined && (
        <div className={classes['offered']}>
          <Text size="sm" role="status">
            {t('account.offered')}
          </Text>
          <Group justify="space-between" gap="xs">
            <span className={classes['phrase']}>{offered}</span>
            <CopyButton text={offered} what={t('account.password')} />
          </Group>
        </div>
      )}
      <Group>
        <Button
          type="button"
          variant="light"
          size="sm"
          leftSection={<Icon name="spark" size={18} />}
          onClick={() => void offer()}
        >
          {t(offered === undefined ? 'account.offer' : 'account.offerAgain')}
        </Button>
      </Group>
    </Stack>
  )
}
