import { Button, Group, Stack, Text, type ButtonProps } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A button for what cannot be taken back: it asks once more, in its own place, and says what will happen. */
export function ConfirmButton(
  props: Pick<ButtonProps, 'variant' | 'size' | 'color' | 'leftSection'> & {
    readonly label: string
    readonly question: string
    readonly confirm: string
    readonly isBusy?: boolean
    readonly onConfirm: () => void
  },
) {
  const { t } = useTranslation()
  const { label, question, confirm, isBusy = false, onConfirm, ...look } = props
  const [isAsking, setAsking] = useState(false)
  const wasAsking = useRef(false)
  const first = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (wasAsking.current !== isAsking) first.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])

  if (!isAsking) {
    return (
      <Button ref={first} type="button" {...look} loading={isBusy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  }
  return (
    <Stack gap="xs" role="group" aria-label={question} className="asking">
      <Text size="sm">{question}</Text>
      <Group gap="xs">
        <Button
          ref={first}
          type="button"
          color="danger"
          size={look.size ?? 'sm'}
          onClick={() => {
            setAsking(false)
            onConfirm()
          }}
        >
          {confirm}
        </Button>
        <Button
          type="button"
          variant="default"
          size={look.size ?? 'sm'}
          onClick={() => setAsking(false)}
        >
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
