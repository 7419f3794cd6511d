import { Center, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function Waiting() {
  const { t } = useTranslation()
  return (
    <Center mih="16rem" role="status">
      <Loader type="dots" aria-hidden="true" />
      <span className="sr-only">{t('common.loading')}</span>
    </Center>
  )
}
