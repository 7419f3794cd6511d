import { Anchor, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemInvitation, type OpenId } from '../../api/invitations.ts'
import { proveByPassword } from '../../matrix/alone.ts'
import type { Credentials } from '../../matrix/port.ts'
import { CredentialsForm } from '../../session/CredentialsForm.tsx'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { ApplySignedIn } from './ApplySignedIn.tsx'
import { whoseToken, type KnownAccount } from './known-account.ts'
import type { Redeeming } from './redeeming.ts'
import { describeRefusal, endingOf } from './refusals.ts'

interface Proven {
  readonly openid: OpenId
  readonly account: KnownAccount
}

/** For who has an account already: the parent of two children, the teacher of two schools. */
export function OwnAccount(props: Redeeming & { readonly onNew: () => void }) {
  const { t } = useTranslation()
  const { secret, invitation, onEnding, onRedeemed } = props
  const [proven, setProven] = useState<Proven>()
  const { approval, phone } = invitation.needs
  const asksMore = approval || phone || invitation.consent !== undefined

  async function signIn(credentials: Credentials): Promise<string | undefined> {
    const proof = await proveByPassword(invitation.homeserver, credentials)
    if (!proof.ok) return t(`signIn.${proof.why}`)
    if (asksMore) {
      const account = await whoseToken(proof.openid, credentials.login)
      setProven({ openid: proof.openid, account })
      return undefined
    }
    const answer = await redeemInvitation(secret, { openid: proof.openid })
    if (answer.ok) {
      onRedeemed(answer.body, true)
      return undefined
    }
    const ending = endingOf(answer.refusal)
    if (ending === undefined) return describeRefusal(t, answer.refusal)
    onEnding(ending)
    return undefined
  }

  if (proven !== undefined) {
    return <ApplySignedIn {...props} {...proven} onNotMe={() => setProven(undefined)} />
  }
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <FocusedTitle order={2}>{t('signIn.title')}</FocusedTitle>
        <Text c="dimmed">{t(asksMore ? 'signIn.leadApply' : 'signIn.lead')}</Text>
      </Stack>
      <CredentialsForm
        submit={t(asksMore ? 'signIn.continue' : 'signIn.submit')}
        onSubmit={signIn}
      />
      <Anchor component="button" type="button" fw={600} ta="left" onClick={props.onNew}>
        {t('account.makeNew')}
      </Anchor>
    </Stack>
  )
}
