import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../api/invitations.ts'
import { describeDate } from '../../ui/dates.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Icon, type IconName } from '../../ui/icons.tsx'
import classes from './join.module.css'

/** Everything by which a wrong invitation is noticed before anything is typed. */
export function Ticket(props: { readonly invitation: Invitation; readonly onNotMe: () => void }) {
  const { t, i18n } = useTranslation()
  const { invitation, onNotMe } = props
  const { role, purpose } = invitation
  const until = describeDate(i18n.language, invitation.expires_at)
  return (
    <section className={classes['ticket']} aria-labelledby="ticket-title">
      <div id="ticket-title">
        <FocusedTitle quiet>
          {t(purpose === 'reset' ? 'invitation.resetTitle' : 'invitation.title')}
        </FocusedTitle>
      </div>
      <dl className={classes['facts']}>
        <Fact icon="school" term={t('invitation.school')} value={invitation.school_name} />
        {invitation.class_name !== undefined && (
          <Fact
            icon="class"
            term={t(role === 'parent' ? 'invitation.childClass' : 'invitation.class')}
            value={invitation.class_name}
          />
        )}
        <Fact icon="shield" term={t('invitation.role')} value={t(`role.${role}`)} />
        {invitation.person !== undefined && (
          <Fact icon="person" term={t('invitation.name')} value={invitation.person.name} />
        )}
      </dl>
      <div className={classes['check']}>
        <Text size="sm">{t(textToCheck(invitation))}</Text>
        <Button variant="white" size="sm" onClick={onNotMe}>
          {t('invitation.notMe')}
        </Button>
        <Text size="sm" className={classes['until']}>
          {t('invitation.validUntil', { date: until })}
        </Text>
      </div>
    </section>
  )
}

function textToCheck({ needs, class_name: cls }: Invitation) {
  const has = cls === undefined ? 'school' : 'class'
  return `invitation.${needs.approval ? 'checkShared' : 'checkIt'}.${has}` as const
}

function Fact(props: { readonly icon: IconName; readonly term: string; readonly value: string }) {
  return (
    <div className={classes['fact']}>
      <dt>
        <Icon name={props.icon} size={22} />
        {props.term}
      </dt>
      <dd>{props.value}</dd>
    </div>
  )
}
