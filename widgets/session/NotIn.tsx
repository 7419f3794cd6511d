import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusedTitle } from '../ui/FocusedTitle.tsx'
import type { SignInProblem } from './use-session.ts'

/** Who somebody is could not be made out. */
export function NotIn(props: { readonly problem: SignInProblem; readonly onAgain: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack className="card narrow">
      <FocusedTitle>{t('notIn.title')}</FocusedTitle>
      <Text>{t(`signIn.${props.problem}`)}</Text>
      <Group>
        <Button onClick={props.onAgain}>{t('common.again')}</Button>
        <Button component="a" href="/join/waiting" variant="default">
          {t('notIn.application')}
        </Button>
      </Group>
    </Stack>
  )
}
