import { Button, Group, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A reason, which may stay empty, and the decision. */
export function DeclineForm(props: {
  readonly isBusy: boolean
  readonly onSend: (reason: string) => void
  readonly onCancel: () => void
}) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')

  function send(event: FormEvent): void {
    event.preventDefault()
    props.onSend(reason.trim())
  }

  return (
    <form onSubmit={send} className="asking">
      <Stack gap="xs">
        <Textarea
          label={t('applications.reason')}
          description={t('applications.reasonHint')}
          name="reason"
          rows={3}
          maxLength={1000}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" color="danger" loading={props.isBusy}>
            {t('applications.declineSend')}
          </Button>
          <Button variant="default" onClick={props.onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
