import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { CodeForm } from './CodeForm.tsx'
import { JoinPage } from './JoinPage.tsx'

/** For the code on a paper slip. */
export function CodePage() {
  const { t } = useTranslation()
  const [secret, setSecret] = useState<string>()
  usePageTitle(t('code.title'))
  if (secret !== undefined) return <JoinPage secret={secret} />
  return (
    <Stack className="card narrow">
      <FocusedTitle quiet>{t('code.title')}</FocusedTitle>
      <Text c="dimmed">{t('code.lead')}</Text>
      <CodeForm onSecret={setSecret} />
    </Stack>
  )
}
