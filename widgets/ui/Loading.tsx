import { Alert, Button, Group, Loader, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Loaded } from '../session/use-answer.ts'

/** A part of a page that is asked for: small while it loads, and with a way on where it failed. */
export function Loading<Body>(props: {
  readonly loaded: Loaded<Body>
  readonly onAgain: () => void
  readonly children: (body: Body) => ReactNode
}) {
  const { t } = useTranslation()
  const { loaded } = props
  if (loaded.at === 'ready') return props.children(loaded.body)
  if (loaded.at === 'loading') {
    return (
      <Group gap="sm" role="status" mih="2.5rem">
        <Loader type="dots" size="sm" aria-hidden="true" />
        <span className="sr-only">{t('common.loading')}</span>
      </Group>
    )
  }
  return (
    <Alert color="red" role="alert">
      <Text mb="sm">
        {t(loaded.refusal.name === 'offline' ? 'problem.noConnection' : 'problem.notLoaded')}
      </Text>
      <Button size="sm" variant="default" onClick={props.onAgain}>
        {t('common.again')}
      </Button>
    </Alert>
  )
}
