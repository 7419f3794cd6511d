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
  /** Names of one's schools by their ids. */
  readonly schools: ReadonlyMap<string, string>
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
          const groups = groupsOf(rooms, props)
          return (
            <Stack gap="lg">
              {groups.map(({ key, ...group }) => (
                <ChatGroup key={key} {...group} port={port} />
              ))}
            </Stack>
          )
        }}
      </Loading>
    </Section>
  )
}

interface Group {
  readonly key: string
  readonly of: 'school' | 'class' | 'other-classes'
  readonly chats: readonly OwnChat[]
  readonly cls: OwnClass | undefined
  readonly school: string | undefined
}

/** The school's and one's own classes in the order of the server, then what an administrator has of all other classes. */
function groupsOf(
  rooms: readonly OwnChat[],
  { classes, schools }: Pick<Parameters<typeof Chats>[0], 'classes' | 'schools'>,
): readonly Group[] {
  const groups = Map.groupBy(rooms, (one) => {
    const isOwn = classes.some(({ id, school }) => id === one.class && school === one.school)
    const of =
      one.class === null || one.class === undefined ? 'school' : isOwn ? 'class' : 'other-classes'
    return JSON.stringify([one.school, of, of === 'class' ? one.class : ''])
  })
  return [...groups]
    .map(([key, chats]) => {
      const [school, of, cls] = JSON.parse(key) as [string, Group['of'], string]
      return {
        key,
        of,
        chats,
        cls: classes.find((one) => one.id === cls && one.school === school),
        school: schools.get(school),
      }
    })
    .toSorted((a, b) => Number(a.of === 'other-classes') - Number(b.of === 'other-classes'))
}

function ChatGroup(props: Omit<Group, 'key'> & { readonly port: MatrixPort }) {
  const { t } = useTranslation()
  const { of, chats, cls, school, port } = props
  const titles = {
    school: school ?? t('home.schoolChats'),
    class: t('home.class', { class: cls?.name }),
    'other-classes': t('home.otherClasses'),
  }
  const teachers = cls?.class_teachers.map(({ name }) => name) ?? []
  return (
    <div>
      <Title order={3} size="h5">
        {titles[of]}
      </Title>
      {teachers.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('home.classTeacher')}: {teachers.join(', ')}
        </Text>
      )}
      <ul className={classes['rooms']}>
        {chats.map((chat) => (
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
