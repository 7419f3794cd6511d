import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { minutes, type Ending } from './refusals.ts'
import { UsedSlip } from './UsedSlip.tsx'

/** An invitation that leads nowhere now: why, what to do, whom to ask. */
export function Closed(props: {
  readonly secret: string
  readonly ending: Ending
  readonly invitation?: Invitation
  readonly retryAfter?: number | undefined
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const { secret, ending, invitation } = props
  const isShared = invitation?.needs.approval === true
  if (ending === 'used' && invitation !== undefined && !isShared) {
    return <UsedSlip secret={secret} invitation={invitation} />
  }
  const told = ending === 'used' && isShared ? 'full' : ending
  const isOver = ending === 'used' || ending === 'expired' || ending === 'revoked'
  const canRetry = ending === 'offline' || ending === 'limited'
  return (
    <Stack className="card narrow">
      <FocusedTitle>{t(`closed.${told}.title`)}</FocusedTitle>
      <Text>{t(`closed.${told}.text`, { count: minutes(props.retryAfter ?? 60) })}</Text>
      {isOver && (
        <Text>
          {t(`closed.${ending === 'used' ? 'expired' : ending}.ask`, {
            who: t(`ask.${invitation?.role ?? 'pupil'}`),
          })}
        </Text>
      )}
      <Group>
        {canRetry && <Button onClick={props.onAgain}>{t('common.again')}</Button>}
        {!canRetry && (
          <Button component="a" href="/join">
            {t('notMe.other')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
