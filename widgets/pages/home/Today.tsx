import { Button, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countWaiting } from '../../api/applications.ts'
import type { Ask } from '../../api/ask.ts'
import type { Me } from '../../api/me.ts'
import { readConfirmations, readOwnApplications } from '../../api/requests.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Section } from '../../ui/Section.tsx'
import { ConfirmChild } from './ConfirmChild.tsx'
import classes from './home.module.css'
import { OwnRequest } from './OwnRequest.tsx'

/** How long an answer to one's own request stays here. */
const shownDays = 14

/** What waits for an answer: of mine to others, of others to me. `onChange`: rooms may have changed by it. */
export function Today(props: {
  readonly ask: Ask
  readonly me: Me
  readonly onChange: () => void
}) {
  const { t } = useTranslation()
  const { ask, me } = props
  const [answered, setAnswered] = useState<readonly string[]>([])
  const load = useCallback(() => readToday(ask, me), [ask, me])
  const [loaded, again] = useAnswer(load)
  return (
    <Section title={t('home.today')}>
      {answered.map((text) => (
        <Text key={text} role="status">
          {text}
        </Text>
      ))}
      <Loading loaded={loaded} onAgain={again}>
        {({ confirmations, requests, toDecide }) =>
          confirmations.length + requests.length + toDecide === 0 ? (
            <Text c="dimmed">{t('home.nothingToday')}</Text>
          ) : (
            <ul className={classes['list']}>
              {confirmations.map((one) => (
                <li key={`${one.school} ${one.pupil.id}`} className={classes['item']} data-urgent>
                  <ConfirmChild
                    confirmation={one}
                    ask={ask}
                    onAnswered={(text) => {
                      setAnswered([...answered, text])
                      again()
                      props.onChange()
                    }}
                  />
                </li>
              ))}
              {toDecide > 0 && (
                <li className={classes['item']} data-urgent>
                  <div className={classes['side']}>
                    <Text fw={600}>{t('home.toDecide', { count: toDecide })}</Text>
                    <Button component="a" href={`/applications${location.search}`} size="sm">
                      {t('home.decide')}
                    </Button>
                  </div>
                </li>
              )}
              {requests.map((one) => (
                <li key={one.id} className={classes['item']}>
                  <OwnRequest request={one} ask={ask} onChange={again} />
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
    </Section>
  )
}

async function readToday(ask: Ask, me: Me) {
  const decides = me.roles.some(({ role }) => role === 'administrator' || role === 'teacher')
  const [confirmations, requests, toDecide] = await Promise.all([
    readConfirmations(ask),
    readOwnApplications(ask),
    decides ? countWaiting(ask) : ({ ok: true, body: 0 } as const),
  ])
  if (!confirmations.ok) return confirmations
  if (!requests.ok) return requests
  if (!toDecide.ok) return toDecide
  const since = Date.now() - shownDays * 86_400_000
  const body = {
    confirmations: confirmations.body.confirmations,
    requests: requests.body.applications.filter(({ state, created_at: created }) => {
      return state === 'waiting' || (state === 'declined' && Date.parse(created) > since)
    }),
    toDecide: toDecide.body,
  }
  return { ok: true, body } as const
}
