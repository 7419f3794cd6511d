import { Title, type TitleOrder } from '@mantine/core'
import { useEffect, useRef } from 'react'

/**
 * The heading of what has just replaced something else: it takes the focus, so that a screen reader says where one is
 * and the keyboard goes on from there. `quiet` for the first view of a page, where the focus belongs to the browser.
 */
export function FocusedTitle(props: {
  readonly children: string
  readonly order?: TitleOrder
  readonly quiet?: boolean
}) {
  const { children, order = 1, quiet = false } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!quiet) heading.current?.focus()
  }, [quiet])
  return (
    <Title order={order} ref={heading} tabIndex={-1} className="focused-title">
      {children}
    </Title>
  )
}
