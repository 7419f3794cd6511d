import { Anchor, Button, Group, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countToConfirm, countWaiting } from '../../api/applications.ts'
import type { Ask } from '../../api/ask.ts'
import type { Me } from '../../api/me.ts'
import { readConfirmations, readOwnApplications } from '../../api/requests.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { useReturn } from '../../session/use-return.ts'
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
  useReturn(again)
  return (
    <Section title={t('home.today')}>
      {answered.map((text) => (
        <Text key={text} role="status">
          {text}
        </Text>
      ))}
      <Loading loaded={loaded} onAgain={again}>
        {({ confirmations, requests, toDecide, toConfirm, decides }) =>
          confirmations.length + requests.length + toDecide + toConfirm === 0 ? (
            <Group justify="space-between">
              <Text c="dimmed">{t('home.nothingToday')}</Text>
              {decides && <Anchor href={toApplications()}>{t('home.applications')}</Anchor>}
            </Group>
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
              {toDecide > 0 && <ToDecide text={t('home.toDecide', { count: toDecide })} />}
              {toConfirm > 0 && <ToDecide text={t('home.toConfirm', { count: toConfirm })} />}
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

function ToDecide(props: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <li className={classes['item']} data-urgent>
      <div className={classes['side']}>
        <Text fw={600}>{props.text}</Text>
        <Button component="a" href={toApplications()} size="sm">
          {t('home.decide')}
        </Button>
      </div>
    </li>
  )
}

/** With what a client has written into the address. */
function toApplications(): string {
  return `/applications${location.search}`
}

async function readToday(ask: Ask, me: Me) {
  const decides = me.roles.some(({ role }) => role === 'administrator' || role === 'teacher')
  const leads = me.roles.some((one) => one.role === 'administrator' || one.class_teacher === true)
  const none = { ok: true, body: 0 } as const
  const [confirmations, requests, toDecide, toConfirm] = await Promise.all([
    readConfirmations(ask),
    readOwnApplications(ask),
    decides ? countWaiting(ask) : none,
    leads ? countToConfirm(ask) : none,
  ])
  if (!confirmations.ok) return confirmations
  if (!requests.ok) return requests
  if (!toDecide.ok) return toDecide
  if (!toConfirm.ok) return toConfirm
  const since = Date.now() - shownDays * 86_400_000
  const body = {
    confirmations: confirmations.body.confirmations,
    requests: requests.body.applications.filter(({ state, created_at: created }) => {
      return state === 'waiting' || (state === 'declined' && Date.parse(created) > since)
    }),
    toDecide: toDecide.body,
    toConfirm: toConfirm.body,
    decides,
  }
  return { ok: true, body } as const
}
