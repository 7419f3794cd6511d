import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OpenChat, OwnChat, OwnClass } from '../../api/me.ts'
import type { MatrixPort } from '../../matrix/port.ts'
import type { Loaded } from '../../session/use-answer.ts'
import type { IconName } from '../../ui/icons.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { RoomLink } from '../../ui/RoomLink.tsx'
import { Section } from '../../ui/Section.tsx'
import classes from './home.module.css'

/** Where only some write. */
const channels = new Set(['announcements', 'class-channel', 'library', 'broadcasts'])
/** They hold rooms and are none. */
const spaces = new Set(['school', 'class'])

/** One's rooms, by class and school. */
export function Chats(props: {
  readonly loaded: Loaded<{
    readonly chats: readonly OwnChat[]
    readonly open: readonly OpenChat[]
  }>
  readonly classes: readonly OwnClass[]
  readonly port: MatrixPort
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const { loaded, port, onAgain } = props
  const needsHint = port.room === undefined
  return (
    <Section title={t('home.chats')} lead={needsHint ? t('home.openInApp') : undefined}>
      <Loading loaded={loaded} onAgain={onAgain}>
        {({ chats }) => {
          const rooms = chats.filter(({ kind }) => !spaces.has(kind))
          if (rooms.length === 0) return <Text c="dimmed">{t('home.noChats')}</Text>
          const groups = Map.groupBy(rooms, (one) => `${one.school} ${one.class ?? ''}`)
          return (
            <Stack gap="lg">
              {[...groups].map(([key, group]) => (
                <ChatGroup key={key} group={group} {...props} />
              ))}
            </Stack>
          )
        }}
      </Loading>
    </Section>
  )
}

function ChatGroup(props: {
  readonly group: readonly OwnChat[]
  readonly classes: readonly OwnClass[]
  readonly port: MatrixPort
}) {
  const { t } = useTranslation()
  const { group, port } = props
  const [first] = group
  const cls = props.classes.find(({ id, school }) => id === first?.class && school === first.school)
  const school = props.classes.find((one) => one.school === first?.school)?.school_name
  const title =
    cls === undefined ? (school ?? t('home.schoolChats')) : t('home.class', { class: cls.name })
  const teachers = cls?.class_teachers.map(({ name }) => name) ?? []
  return (
    <div>
      <Title order={3} size="h5">
        {title}
      </Title>
      {teachers.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('home.classTeacher')}: {teachers.join(', ')}
        </Text>
      )}
      <ul className={classes['rooms']}>
        {group.map((chat) => (
          <li key={`${chat.kind} ${chat.name}`}>
            <RoomLink port={port} room={chat.room_id} icon={iconOf(chat)}>
              {chat.name}
            </RoomLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

function iconOf({ kind }: OwnChat): IconName {
  return channels.has(kind) ? 'channel' : 'chat'
}
