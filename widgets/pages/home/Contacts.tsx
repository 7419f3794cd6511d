import { Button, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useCallback, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import { findContacts, openTalk, type Contact } from '../../api/me.ts'
import type { MatrixPort } from '../../matrix/port.ts'
import { useAnswer } from '../../session/use-answer.ts'
import { Icon } from '../../ui/icons.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { RoomLink } from '../../ui/RoomLink.tsx'
import { Section } from '../../ui/Section.tsx'
import { describeRoles } from './describe-roles.ts'
import classes from './home.module.css'

const shown = 12
const pauseMs = 250

/** People one may write to, found by the beginning of a name; arrow keys go through what was found. */
export function Contacts({ ask, port }: { readonly ask: Ask; readonly port: MatrixPort }) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [wanted] = useDebouncedValue(query.trim(), pauseMs)
  const [answer, again] = useAnswer(
    useCallback(() => findContacts(ask, wanted, shown), [ask, wanted]),
  )
  return (
    <Section title={t('home.people')}>
      <div onKeyDown={moveByArrows}>
        <TextInput
          type="search"
          label={t('home.findByName')}
          size="md"
          value={query}
          leftSection={<Icon name="search" />}
          autoComplete="off"
          maxLength={100}
          data-step
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Loading loaded={answer} onAgain={again}>
          {({ contacts: found, total }) => {
            // Who may write to a whole school is not shown its first dozen.
            const isTooMany = wanted === '' && total > shown
            const contacts = isTooMany ? [] : found
            const some = total > contacts.length ? 'home.foundMore' : 'home.found'
            return (
              <>
                <Text size="sm" c="dimmed" my="xs" role="status">
                  {total === 0
                    ? t(wanted === '' ? 'home.nobody' : 'home.nobodyFound')
                    : t(isTooMany ? 'home.everybody' : some, { total, shown: contacts.length })}
                </Text>
                <ul className={classes['list']}>
                  {contacts.map((contact) => (
                    <FoundPerson key={contact.id} contact={contact} ask={ask} port={port} />
                  ))}
                </ul>
              </>
            )
          }}
        </Loading>
      </div>
    </Section>
  )
}

function FoundPerson(props: {
  readonly contact: Contact
  readonly ask: Ask
  readonly port: MatrixPort
}) {
  const { t } = useTranslation()
  const { contact, ask, port } = props
  return (
    <li className={`${classes['item']} ${classes['side']}`}>
      <div>
        <Text fw={600}>{contact.name}</Text>
        <Text size="sm" c="dimmed">
          {describeRoles(t, contact.roles)}
        </Text>
      </div>
      {contact.entered ? (
        <WriteTo person={contact.id} name={contact.name} ask={ask} port={port} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('home.notEntered')}
        </Text>
      )}
    </li>
  )
}

/** Opens the direct room with somebody and leads there. */
export function WriteTo(props: {
  readonly person: string
  readonly name: string
  readonly ask: Ask
  readonly port: MatrixPort
}) {
  const { t } = useTranslation()
  const { person, name, ask, port } = props
  const [isBusy, setBusy] = useState(false)
  const [room, setRoom] = useState<string>()
  const [problem, setProblem] = useState<string>()

  async function write(): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    const answer = await openTalk(ask, person)
    setBusy(false)
    if (!answer.ok) {
      const { name: why, detail } = answer.refusal
      return setProblem(
        why === 'offline' ? t('problem.noConnection') : (detail ?? t('home.talkFailed')),
      )
    }
    setRoom(answer.body.room_id)
    if (port.room?.by === 'client') await port.room.open(answer.body.room_id)
  }

  if (room !== undefined) {
    return (
      <div>
        <RoomLink port={port} room={room} icon="chat">
          {t('home.talkWith', { name })}
        </RoomLink>
        <Text size="sm" c="dimmed" mt={4} role="status">
          {t('home.talkOpened')}
        </Text>
      </div>
    )
  }
  return (
    <div>
      <Button
        size="sm"
        variant="light"
        loading={isBusy}
        aria-label={t('home.writeTo', { name })}
        data-step
        onClick={() => void write()}
      >
        {t('home.write')}
      </Button>
      {problem !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" mt={4} role="alert">
          {problem}
        </Text>
      )}
    </div>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-step]')]
  const next = steps[steps.findIndex((one) => one === document.activeElement) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
