import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusedTitle } from '../ui/FocusedTitle.tsx'
import { usePageTitle } from '../ui/page-title.ts'

export function NotFoundPage() {
  const { t } = useTranslation()
  usePageTitle(t('notFound.title'))
  return (
    <Stack className="card narrow" align="flex-start">
      <FocusedTitle quiet>{t('notFound.title')}</FocusedTitle>
      <Text>{t('notFound.text')}</Text>
      <Button component="a" href="/">
        {t('notFound.home')}
      </Button>
    </Stack>
  )
}
