import { useTranslation } from 'react-i18next'
import type { Waiting } from '../../api/waiting.ts'
import { loginOf } from '../../ui/login-of.ts'
import joining from '../join/join.module.css'
import { SignInData } from '../join/SignInData.tsx'

/** What was applied for, when, and with which login. */
export function ApplicationFacts({ waiting }: { readonly waiting: Waiting }) {
  const { t, i18n } = useTranslation()
  const sent = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' })
  const { full_name: name, class_name: cls } = waiting
  return (
    <dl className={joining['data']}>
      <SignInData term={t('invitation.school')} value={waiting.school_name} />
      {typeof cls === 'string' && <SignInData term={t('invitation.class')} value={cls} />}
      <SignInData term={t('invitation.role')} value={t(`role.${waiting.role}`)} />
      {typeof name === 'string' && <SignInData term={t('waiting.name')} value={name} />}
      <SignInData term={t('waiting.sentAt')} value={sent.format(new Date(waiting.created_at))} />
      <SignInData term={t('done.login')} value={loginOf(waiting.user_id)} canCopy />
    </dl>
  )
}
