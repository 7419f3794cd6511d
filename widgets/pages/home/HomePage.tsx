import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { CodeForm } from '../join/CodeForm.tsx'

/** What this is, and the way in for who has a slip in hand. */
export function HomePage() {
  const { t } = useTranslation()
  usePageTitle(t('home.title'))
  return (
    <Stack gap="lg" className="narrow">
      <Stack gap="xs">
        <FocusedTitle quiet>{t('home.title')}</FocusedTitle>
        <Text size="lg" c="dimmed">
          {t('home.lead')}
        </Text>
      </Stack>
      <section className="card" aria-labelledby="have-code">
        <Stack>
          <Title order={2} size="h3" id="have-code">
            {t('home.haveCode')}
          </Title>
          <CodeForm onSecret={(secret) => location.assign(`/join/${secret}`)} />
        </Stack>
      </section>
      <section className="card" aria-labelledby="joined-before">
        <Stack gap="xs">
          <Title order={2} size="h3" id="joined-before">
            {t('home.already')}
          </Title>
          <Text>{t('home.alreadyText')}</Text>
        </Stack>
      </section>
    </Stack>
  )
}
