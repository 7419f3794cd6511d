import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ask } from '../../api/ask.ts'
import { changeChat, type OpenChat, type OwnChat } from '../../api/me.ts'
import type { MatrixPort } from '../../matrix/port.ts'
import type { Loaded } from '../../session/use-answer.ts'
import { RoomLink } from '../../ui/RoomLink.tsx'
import { Section } from '../../ui/Section.tsx'
import classes from './home.module.css'

/** Chats that one may be in by choice. */
export function OpenChats(props: {
  readonly ask: Ask
  readonly port: MatrixPort
  readonly loaded: Loaded<{
    readonly chats: readonly OwnChat[]
    readonly open: readonly OpenChat[]
  }>
  readonly onChange: () => void
}) {
  const { t } = useTranslation()
  const { loaded, ask, port, onChange } = props
  // Loading and failure are told where one's own chats stand.
  if (loaded.at !== 'ready' || loaded.body.open.length === 0) return null
  return (
    <Section title={t('home.openChats')} lead={t('home.openChatsLead')}>
      <ul className={classes['list']}>
        {loaded.body.open.map((chat) => (
          <li key={chat.id} className={classes['item']}>
            <OneChat chat={chat} ask={ask} port={port} onChange={onChange} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OneChat(props: {
  readonly chat: OpenChat
  readonly ask: Ask
  readonly port: MatrixPort
  readonly onChange: () => void
}) {
  const { t } = useTranslation()
  const { chat, ask, port, onChange } = props
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)

  async function change(): Promise<void> {
    setBusy(true)
    const answer = await changeChat(ask, chat, chat.joined ? 'leave' : 'join')
    setBusy(false)
    setFailed(!answer.ok)
    onChange()
  }

  return (
    <>
      <div className={classes['side']}>
        <Text fw={600}>{chat.name}</Text>
        <Button
          size="sm"
          variant={chat.joined ? 'default' : 'light'}
          loading={isBusy}
          aria-label={t(chat.joined ? 'home.leaveChatOf' : 'home.joinChatOf', { name: chat.name })}
          onClick={() => void change()}
        >
          {t(chat.joined ? 'home.leaveChat' : 'home.joinChat')}
        </Button>
      </div>
      {chat.joined && chat.room_id !== null && (
        <RoomLink port={port} room={chat.room_id} icon="chat">
          {t('home.openChat')}
        </RoomLink>
      )}
      {hasFailed && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('home.chatFailed')}
        </Text>
      )}
    </>
  )
}
