import { Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import { readConsents, withdrawConsent, type Consent } from '../../api/requests.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { describeDate } from '../../ui/dates.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './home.module.css'

/** What one has agreed to, to be taken back. Nothing is shown to who was never asked. */
export function Consents({ ask }: { readonly ask: Ask }) {
  const { t } = useTranslation()
  const [loaded, again] = useAnswer(useCallback(() => readConsents(ask), [ask]))
  if (loaded.at !== 'ready' || loaded.body.consents.length === 0) return null
  return (
    <Section title={t('home.consents')}>
      <ul className={classes['list']}>
        {loaded.body.consents.map((consent) => (
          <li key={`${consent.school} ${consent.at}`} className={classes['item']}>
            <OneConsent consent={consent} ask={ask} onChange={again} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OneConsent(props: {
  readonly consent: Consent
  readonly ask: Ask
  readonly onChange: () => void
}) {
  const { t, i18n } = useTranslation()
  const { consent, ask, onChange } = props
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const date = (text: string) => describeDate(i18n.language, text)

  async function withdraw(): Promise<void> {
    setBusy(true)
    const answer = await withdrawConsent(ask, consent.school)
    setBusy(false)
    setFailed(!answer.ok)
    onChange()
  }

  return (
    <>
      <div>
        <Text fw={600}>{consent.school_name ?? consent.school}</Text>
        <Text size="sm" c="dimmed">
          {t('home.consentGiven', { version: consent.version, date: date(consent.at) })}
        </Text>
      </div>
      {typeof consent.withdrawn_at !== 'string' ? (
        <div>
          <ConfirmButton
            label={t('home.withdrawConsent')}
            question={t('home.withdrawConsentQuestion')}
            confirm={t('home.withdrawConsentYes')}
            variant="default"
            size="sm"
            isBusy={isBusy}
            onConfirm={() => void withdraw()}
          />
        </div>
      ) : (
        <Text size="sm">{t('home.consentWithdrawn', { date: date(consent.withdrawn_at) })}</Text>
      )}
      {hasFailed && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('problem.noConnection')}
        </Text>
      )}
    </>
  )
}
