import { Stack, Text, Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'

/** A card with a heading, found by its name among the page's regions. */
export function Section(props: {
  readonly title: string
  readonly lead?: string | undefined
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className="card section" aria-labelledby={id}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3" id={id}>
            {props.title}
          </Title>
          {props.lead !== undefined && (
            <Text c="dimmed" size="sm" mt={4}>
              {props.lead}
            </Text>
          )}
        </div>
        {props.children}
      </Stack>
    </section>
  )
}
