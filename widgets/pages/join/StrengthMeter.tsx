import { Text } from '@mantine/core'
import type { PasswordJudgement } from '@lyceum/core/school/password.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './join.module.css'

const names = ['weak', 'weak', 'fair', 'good', 'strong'] as const

const pauseMs = 200

/** The server's own judgement, made here; its dictionaries come with the first character typed. */
export function StrengthMeter(props: { readonly password: string; readonly login: string }) {
  const { t } = useTranslation()
  const { password, login } = props
  const [judgement, setJudgement] = useState<PasswordJudgement>()

  useEffect(() => {
    if (password === '') {
      setJudgement(undefined)
      return undefined
    }
    let isGone = false
    const timer = setTimeout(() => {
      void import('@lyceum/core/school/password.ts').then(
        ({ checkPassword }) => {
          if (!isGone) setJudgement(checkPassword(password, [login]))
        },
        () => undefined,
      )
    }, pauseMs)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [password, login])

  if (judgement === undefined) return null
  const { strength, problem } = judgement
  const advice = problem === undefined ? '' : ` — ${t(`field.password-${problem}`)}`
  return (
    <div>
      <div className={classes['meter']} data-strength={Math.max(strength, 1)} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
      <Text size="sm" mt={4} role="status">
        {t('strength.label')}: <strong>{t(`strength.${names[strength]}`)}</strong>
        {advice}
      </Text>
    </div>
  )
}
