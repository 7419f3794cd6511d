import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusedTitle } from '../ui/FocusedTitle.tsx'
import { usePageTitle } from '../ui/page-title.ts'

/** In a frame whose owner is not known nobody types a password: the page leads out of it. */
export function ForeignFrame() {
  const { t } = useTranslation()
  usePageTitle(t('foreignFrame.title'))
  return (
    <Stack className="card narrow" align="flex-start">
      <FocusedTitle quiet>{t('foreignFrame.title')}</FocusedTitle>
      <Text>{t('foreignFrame.text')}</Text>
      <Button component="a" href={location.pathname} target="_blank" rel="noopener">
        {t('foreignFrame.open')}
      </Button>
    </Stack>
  )
}
