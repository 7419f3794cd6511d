import { Button, Group } from '@mantine/core'

/** Free logins in place of the one that is taken. */
export function Suggestions(props: {
  readonly logins: readonly string[]
  readonly onChoose: (login: string) => void
}) {
  if (props.logins.length === 0) return null
  return (
    <Group gap="xs" mt="xs">
      {props.logins.map((login) => (
        <Button
          key={login}
          type="button"
          variant="light"
          size="compact-md"
          onClick={() => props.onChoose(login)}
        >
          {login}
        </Button>
      ))}
    </Group>
  )
}
