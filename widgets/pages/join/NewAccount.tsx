import { Alert, Anchor, Button, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemInvitation } from '../../api/invitations.ts'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { AccountFields } from './AccountFields.tsx'
import { AboutFields, ConsentField } from './ApplicationFields.tsx'
import type { Redeeming } from './redeeming.ts'
import { describeRefusal, endingOf } from './refusals.ts'
import { useAccount } from './use-account.ts'
import { useDraft } from './use-draft.ts'

/** A new account with all that is asked of it, or a new password for the one that a reset link is for. */
export function NewAccount(
  props: Redeeming & { readonly quiet: boolean; readonly onOwn: () => void },
) {
  const { t } = useTranslation()
  const { secret, invitation, onEnding, onRedeemed } = props
  const isReset = invitation.purpose === 'reset'
  const isApplication = invitation.needs.approval
  const account = useAccount(invitation)
  const draft = useDraft(props, false)
  const [message, setMessage] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    setMessage(undefined)
    const about = draft.check()
    const chosen = about && account.check()
    if (chosen === undefined) return
    setBusy(true)
    const answer = await redeemInvitation(secret, { ...about, ...chosen })
    setBusy(false)
    if (answer.ok) return onRedeemed(answer.body, false)
    const ending = endingOf(answer.refusal)
    if (ending !== undefined) return onEnding(ending)
    if (account.refuse(answer.refusal) || draft.refuse(answer.refusal)) return
    setMessage(describeRefusal(t, answer.refusal))
  }

  const submitLabel = isApplication ? 'apply.submit' : 'account.submit'
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        {isApplication && (
          <Stack gap={4}>
            <FocusedTitle order={2} quiet={props.quiet}>
              {t('apply.title')}
            </FocusedTitle>
            <Text c="dimmed">{t('apply.lead')}</Text>
          </Stack>
        )}
        <AboutFields {...draft.fields} />
        <Stack gap={4}>
          <FocusedTitle order={isApplication ? 3 : 2} quiet={props.quiet || isApplication}>
            {t(isReset ? 'invitation.resetTitle' : 'account.newTitle')}
          </FocusedTitle>
          <Text c="dimmed">{t(isReset ? 'account.resetLead' : 'account.newLead')}</Text>
        </Stack>
        <AccountFields account={account} isLoginFixed={invitation.login.fixed} />
        <ConsentField {...draft.fields} />
        {message !== undefined && (
          <Alert color="red" role="alert">
            {message}
          </Alert>
        )}
        <Button type="submit" size="md" loading={isBusy}>
          {t(isReset ? 'account.submitReset' : submitLabel)}
        </Button>
        <span className="sr-only" role="status">
          {isBusy ? t('account.submitting') : ''}
        </span>
        {!invitation.login.fixed && (
          <Stack gap={2} align="flex-start">
            <Anchor component="button" type="button" fw={600} ta="left" onClick={props.onOwn}>
              {t('account.haveOne')}
            </Anchor>
            <Text size="sm" c="dimmed">
              {t(`account.haveOneHint.${invitation.role}`)}
            </Text>
          </Stack>
        )}
      </Stack>
    </form>
  )
}
