import { Stack } from '@mantine/core'
import { useState } from 'react'
import type { Invitation, Redeemed } from '../../api/invitations.ts'
import classes from './join.module.css'
import { NewAccount } from './NewAccount.tsx'
import type { Ending } from './refusals.ts'
import { SignIn } from './SignIn.tsx'
import { Ticket } from './Ticket.tsx'

export interface Redeeming {
  readonly secret: string
  readonly invitation: Invitation
  readonly onEnding: (ending: Ending) => void
  readonly onRedeemed: (redeemed: Redeemed, isOwnAccount: boolean) => void
}

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
          <SignIn {...redeeming} onNew={() => change('new')} />
        )}
      </Stack>
    </div>
  )
}
