import { useTranslation } from 'react-i18next'
import type { Waiting } from '../../api/waiting.ts'
import { describeTime } from '../../ui/dates.ts'
import { loginOf } from '../../ui/login-of.ts'
import joining from '../join/join.module.css'
import { SignInData } from '../join/SignInData.tsx'

/** What was applied for, and when. */
export function ApplicationFacts(props: {
  readonly waiting: Waiting
  /** The login is told while there is an account for sure. */
  readonly isOver?: boolean
}) {
  const { waiting, isOver = false } = props
  const { t, i18n } = useTranslation()
  const { full_name: name, class_name: cls } = waiting
  return (
    <dl className={joining['data']}>
      <SignInData term={t('invitation.school')} value={waiting.school_name} />
      {typeof cls === 'string' && <SignInData term={t('invitation.class')} value={cls} />}
      <SignInData term={t('invitation.role')} value={t(`role.${waiting.role}`)} />
      {typeof name === 'string' && <SignInData term={t('waiting.name')} value={name} />}
      <SignInData
        term={t('waiting.sentAt')}
        value={describeTime(i18n.language, waiting.created_at)}
      />
      {!isOver && <SignInData term={t('done.login')} value={loginOf(waiting.user_id)} canCopy />}
    </dl>
  )
}
