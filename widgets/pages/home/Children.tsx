import { Text } from '@mantine/core'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import { readChildren, type Child } from '../../api/me.ts'
import { readConfirmations } from '../../api/requests.ts'
import type { MatrixPort } from '../../matrix/port.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Section } from '../../ui/Section.tsx'
import { WriteTo } from './Contacts.tsx'
import classes from './home.module.css'

interface Props {
  readonly ask: Ask
  readonly port: MatrixPort
}

export function Children({ ask, port }: Props) {
  const { t } = useTranslation()
  const [loaded, again] = useAnswer(useCallback(() => readFamily(ask), [ask]))
  return (
    <Section title={t('home.children')}>
      <Loading loaded={loaded} onAgain={again}>
        {({ children, toConfirm }) =>
          children.length === 0 ? (
            <Text c="dimmed">{t('home.noChildren')}</Text>
          ) : (
            <ul className={classes['list']}>
              {children.map((child) => (
                <OneChild
                  key={child.id}
                  child={child}
                  isToConfirm={toConfirm.has(child.id)}
                  ask={ask}
                  port={port}
                />
              ))}
            </ul>
          )
        }
      </Loading>
    </Section>
  )
}

async function readFamily(ask: Ask) {
  const [children, confirmations] = await Promise.all([readChildren(ask), readConfirmations(ask)])
  if (!children.ok) return children
  if (!confirmations.ok) return confirmations
  const toConfirm = new Set(confirmations.body.confirmations.map(({ pupil }) => pupil.id))
  return { ok: true, body: { children: children.body.children, toConfirm } } as const
}

function OneChild(props: Props & { readonly child: Child; readonly isToConfirm: boolean }) {
  const { t } = useTranslation()
  const { child, isToConfirm, ask, port } = props
  const notIn = isToConfirm ? 'home.childToConfirm' : 'home.childNotIn'
  return (
    <li className={classes['item']}>
      <div className={classes['side']}>
        <div>
          <Text fw={600}>{child.name}</Text>
          <Text size="sm" c="dimmed">
            {[child.school_name, ...child.classes.map(({ name }) => name)].join(' · ')}
          </Text>
          <Text size="sm">{t(child.user_id === null ? notIn : 'home.childIn')}</Text>
        </div>
        {child.user_id !== null && (
          <WriteTo person={child.id} name={child.name} ask={ask} port={port} />
        )}
      </div>
      {child.classes.flatMap(({ id, class_teachers: teachers }) =>
        teachers.map((teacher) => (
          <div key={`${id} ${teacher.id}`} className={classes['side']}>
            <Text size="sm">
              {t('home.classTeacher')}: {teacher.name}
            </Text>
            <WriteTo person={teacher.id} name={teacher.name} ask={ask} port={port} />
          </div>
        )),
      )}
    </li>
  )
}
