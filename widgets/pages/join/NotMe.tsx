import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'

/** What to do with somebody else's invitation. Nothing was consumed by looking at it. */
export function NotMe(props: { readonly role: Invitation['role']; readonly onBack: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack className="card narrow">
      <FocusedTitle>{t('notMe.title')}</FocusedTitle>
      <Text>{t('notMe.nothingUsed')}</Text>
      <Text>
        {t('notMe.return')} {t('notMe.askFor', { who: t(`ask.${props.role}`) })}
      </Text>
      <Text>{t('notMe.mistake')}</Text>
      <Group>
        <Button component="a" href="/join">
          {t('notMe.other')}
        </Button>
        <Button variant="default" onClick={props.onBack}>
          {t('notMe.back')}
        </Button>
      </Group>
    </Stack>
  )
}
