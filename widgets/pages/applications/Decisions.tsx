import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readWaitingApplications, type Application } from '../../api/applications.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { useReturn } from '../../session/use-return.ts'
import type { SignedIn } from '../../session/use-session.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { ApplicationCard } from './ApplicationCard.tsx'
import classes from './applications.module.css'
import { DecideMany } from './DecideMany.tsx'
import { PupilsToConfirm } from './PupilsToConfirm.tsx'

/** What waits, newest first; one by one or many at once. */
export function Decisions({ ask, me }: SignedIn) {
  const { t } = useTranslation()
  const [loaded, again] = useAnswer(useCallback(() => readWaitingApplications(ask), [ask]))
  useReturn(again)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [told, setTold] = useState<string>()
  const [decisions, setDecisions] = useState(0)
  const decides = me.roles.some(({ role }) => role === 'administrator' || role === 'teacher')

  function decided(text: string): void {
    setTold(text)
    setChosen(new Set())
    setDecisions((n) => n + 1)
    again()
  }

  function choose(id: string, isChosen: boolean): void {
    setChosen(
      isChosen ? new Set([...chosen, id]) : new Set([...chosen].filter((one) => one !== id)),
    )
  }

  return (
    <Stack gap="lg">
      <div>
        <Group justify="space-between" align="flex-start">
          <FocusedTitle quiet>{t('applications.title')}</FocusedTitle>
          <Anchor href={`/${location.search}`} className={classes['back']}>
            {t('applications.home')}
          </Anchor>
        </Group>
        <Text c="dimmed">{t('applications.lead')}</Text>
      </div>
      <Text role="status" className={classes['told']}>
        {told}
      </Text>
      {!decides && <Text>{t('applications.notYours')}</Text>}
      {decides && (
        <Loading loaded={loaded} onAgain={again}>
          {({ applications, total }) => (
            <Stack gap="md">
              <Group justify="space-between">
                <Text fw={600}>{t('applications.waiting', { count: total })}</Text>
                <Button variant="default" size="sm" onClick={again}>
                  {t('applications.reload')}
                </Button>
              </Group>
              {total > applications.length && (
                <Text size="sm">
                  {t('applications.more', { total, shown: applications.length })}
                </Text>
              )}
              {applications.length === 0 && <Text c="dimmed">{t('applications.none')}</Text>}
              {chosen.size > 0 && (
                <DecideMany ask={ask} ids={presentOf(chosen, applications)} onDecided={decided} />
              )}
              {applications.map((application) => (
                <ApplicationCard
                  key={application.id}
                  application={application}
                  ask={ask}
                  isChosen={chosen.has(application.id)}
                  onChoose={(isChosen) => choose(application.id, isChosen)}
                  onDecided={decided}
                />
              ))}
            </Stack>
          )}
        </Loading>
      )}
      {decides && <PupilsToConfirm key={decisions} ask={ask} onDecided={decided} />}
    </Stack>
  )
}

function presentOf(chosen: ReadonlySet<string>, applications: readonly Application[]) {
  return applications.map(({ id }) => id).filter((id) => chosen.has(id))
}
