import { Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatrixPort } from '../matrix/port.ts'
import { Icon, type IconName } from './icons.tsx'
import classes from './RoomLink.module.css'

/** A room by its name: leads there where something here can, and names it where nothing can. */
export function RoomLink(props: {
  readonly port: MatrixPort
  /** Null while it has not been made. */
  readonly room: string | null
  readonly icon: IconName
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const { port, room, icon, children } = props
  const [isRefused, setRefused] = useState(false)
  const inside = (
    <>
      <Icon name={icon} size={20} />
      <span className={classes['name']}>{children}</span>
    </>
  )
  if (room === null || port.room === undefined)
    return <span className={classes['row']}>{inside}</span>
  const { room: way } = port
  if (way.by === 'link') {
    return (
      <a className={classes['row']} href={way.hrefOf(room)} target="_blank" rel="noopener">
        {inside}
        <Icon name="open" size={18} />
        <span className="sr-only">{t('home.newWindow')}</span>
      </a>
    )
  }
  async function open(where: string): Promise<void> {
    if (way.by === 'client') setRefused(!(await way.open(where)))
  }
  return (
    <>
      <button type="button" className={classes['row']} onClick={() => void open(room)}>
        {inside}
        <Icon name="open" size={18} />
      </button>
      {isRefused && (
        <Text size="sm" c="dimmed" role="status">
          {t('home.openYourself')}
        </Text>
      )}
    </>
  )
}
