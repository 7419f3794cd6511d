import { Stack } from '@mantine/core'
import { useState } from 'react'
import classes from './join.module.css'
import { NewAccount } from './NewAccount.tsx'
import { OwnAccount } from './OwnAccount.tsx'
import type { Redeeming } from './redeeming.ts'
import { Ticket } from './Ticket.tsx'

/** Who is invited where, and beside it the one form that is needed. */
export function OpenInvitation(props: Redeeming & { readonly onNotMe: () => void }) {
  const { onNotMe, ...redeeming } = props
  const [form, setForm] = useState<'new' | 'own'>('new')
  const [isFirst, setFirst] = useState(true)

  function change(to: 'new' | 'own'): void {
    setFirst(false)
    setForm(to)
  }

  return (
    <div className={classes['split']}>
      <Ticket invitation={props.invitation} onNotMe={onNotMe} />
      <Stack className={classes['form']} gap="lg">
        {form === 'new' ? (
          <NewAccount {...redeeming} quiet={isFirst} onOwn={() => change('own')} />
        ) : (
          <OwnAccount {...redeeming} onNew={() => change('new')} />
        )}
      </Stack>
    </div>
  )
}
