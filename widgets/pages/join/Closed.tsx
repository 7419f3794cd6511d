import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import classes from './join.module.css'
import { minutes, type Ending } from './refusals.ts'
import { SignInData } from './SignInData.tsx'

/** An invitation that leads nowhere now: why, what to do, whom to ask. */
export function Closed(props: {
  readonly ending: Ending
  readonly invitation?: Invitation
  readonly retryAfter?: number | undefined
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const { ending, invitation } = props
  const isOver = ending === 'used' || ending === 'expired' || ending === 'revoked'
  const canRetry = ending === 'offline' || ending === 'limited'
  return (
    <Stack className="card narrow">
      <FocusedTitle>{t(`closed.${ending}.title`)}</FocusedTitle>
      <Text>{t(`closed.${ending}.text`, { count: minutes(props.retryAfter ?? 60) })}</Text>
      {isOver && (
        <Text>{t(`closed.${ending}.ask`, { who: t(`ask.${invitation?.role ?? 'pupil'}`) })}</Text>
      )}
      {ending === 'used' && invitation !== undefined && (
        <dl className={classes['data']}>
          <SignInData term={t('done.server')} value={invitation.homeserver} canCopy />
        </dl>
      )}
      <Group>
        {canRetry && <Button onClick={props.onAgain}>{t('common.again')}</Button>}
        {!canRetry && (
          <Button component="a" href="/join" variant={ending === 'used' ? 'default' : 'filled'}>
            {t('notMe.other')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
