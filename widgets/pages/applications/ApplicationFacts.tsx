import { useTranslation } from 'react-i18next'
import type { Application } from '../../api/applications.ts'
import { describeTime } from '../../ui/dates.ts'
import { loginOf } from '../../ui/login-of.ts'
import classes from './applications.module.css'

/** What the applicant says. */
export function Facts({ application }: { readonly application: Application }) {
  const { t, i18n } = useTranslation()
  const { role, subjects, child_name: child, user_id: user } = application
  const labels = [application.class_name, ...application.classes.map(({ id, name }) => name ?? id)]
    .filter((one) => typeof one === 'string')
    .join(', ')
  const facts: readonly (readonly [string, string])[] = [
    [t('invitation.school'), application.school_name],
    [t('applications.role'), t(`role.${role}`)],
    [t('applications.classes'), labels === '' ? t('applications.noClass') : labels],
    ...(role === 'teacher' && subjects.length > 0
      ? [[t('applications.subjects'), subjects.join(', ')] as const]
      : []),
    ...(typeof child === 'string' ? [[t('applications.childSaid'), child] as const] : []),
    [t('applications.login'), loginOf(user)],
    [t('applications.sent'), describeTime(i18n.language, application.created_at)],
  ]
  return (
    <dl className={classes['facts']}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
