import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SignedIn } from '../../session/use-session.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { loginOf } from '../../ui/login-of.ts'
import classes from './home.module.css'
import { describeRoles } from './describe-roles.ts'

/** Who is signed in, and what to do if that is somebody else. */
export function Head({ me, port, signOut }: SignedIn) {
  const { t } = useTranslation()
  const login = loginOf(me.user_id)
  const names = [...new Set(me.persons.map(({ name }) => name))]
  return (
    <div className={classes['head']}>
      <div>
        <FocusedTitle quiet>{names[0] ?? login}</FocusedTitle>
        <Text c="dimmed">{describeRoles(t, me.roles, 'with-school')}</Text>
        <Text c="dimmed" size="sm">
          {t('home.signedInAs', { login })}
        </Text>
      </div>
      {port.kind === 'alone' ? (
        <div className={classes['leave']}>
          <Button variant="default" size="sm" onClick={signOut}>
            {t('home.signOut')}
          </Button>
          <Button variant="subtle" size="sm" onClick={signOut}>
            {t('invitation.notMe')}
          </Button>
        </div>
      ) : (
        <Text c="dimmed" size="sm">
          {t('home.notMeInClient')}
        </Text>
      )}
    </div>
  )
}
