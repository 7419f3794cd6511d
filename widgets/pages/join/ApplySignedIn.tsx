import { Alert, Button, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemInvitation, type OpenId } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { Icon } from '../../ui/icons.tsx'
import { AboutFields, ConsentField } from './ApplicationFields.tsx'
import classes from './join.module.css'
import type { KnownAccount } from './known-account.ts'
import type { Redeeming } from './redeeming.ts'
import { describeRefusal, endingOf } from './refusals.ts'
import { useDraft } from './use-draft.ts'

/** The rest of an application, for an account that has proven itself. */
export function ApplySignedIn(
  props: Redeeming & {
    readonly openid: OpenId
    readonly account: KnownAccount
    readonly onNotMe: () => void
  },
) {
  const { t } = useTranslation()
  const { secret, invitation, openid, account, onEnding, onRedeemed } = props
  const draft = useDraft(props, account.name !== undefined)
  const [message, setMessage] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    setMessage(undefined)
    const about = draft.check()
    if (about === undefined) return
    setBusy(true)
    const answer = await redeemInvitation(secret, { ...about, openid })
    setBusy(false)
    if (answer.ok) return onRedeemed(answer.body, true)
    const ending = endingOf(answer.refusal)
    if (ending !== undefined) return onEnding(ending)
    if (!draft.refuse(answer.refusal)) setMessage(describeRefusal(t, answer.refusal))
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <FocusedTitle order={2}>{t('apply.signedInTitle')}</FocusedTitle>
        <div className={classes['whoami']}>
          <Icon name="person" size={24} />
          <Text>
            {t('apply.signedInAs')} <strong>{account.name ?? account.login}</strong>
            {account.name !== undefined && ` (${account.login})`}
          </Text>
          <Button type="button" variant="default" size="sm" onClick={props.onNotMe}>
            {t('invitation.notMe')}
          </Button>
        </div>
        <AboutFields {...draft.fields} />
        <ConsentField {...draft.fields} />
        {message !== undefined && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={isBusy}>
          {t(invitation.needs.approval ? 'apply.submit' : 'account.submit')}
        </Button>
        <span className="sr-only" role="status">
          {isBusy ? t('account.submitting') : ''}
        </span>
      </Stack>
    </form>
  )
}
