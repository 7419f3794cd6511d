/**
 * Lets messages of the client through and nobody else's. matrix-widget-api takes a message of any window as the client's, and
 * its request ids can be guessed: a frame beside ours could answer for the client. So this listener stands before all others,
 * in the capturing phase, and stops what does not come from the parent window with the pinned origin.
 *
 * A client asks as soon as the frame has loaded, which may be before the library has: what comes until `open` is kept.
 */
export interface MessageGate {
  /** From now on messages of the client go through; those that came before are given first. */
  open(): void
}

/** Call before anything else listens. */
export function guardMessages(page: Window, origin: string): MessageGate {
  let kept: MessageEvent[] | undefined = []
  page.addEventListener(
    'message',
    (event) => {
      const isOfClient = event.source === page.parent && event.origin === origin
      if (isOfClient && kept === undefined) return
      event.stopImmediatePropagation()
      if (isOfClient) kept?.push(event)
    },
    { capture: true },
  )
  return {
    open() {
      const waiting = kept ?? []
      kept = undefined
      for (const { data, source, origin: from } of waiting) {
        page.dispatchEvent(new MessageEvent('message', { data, source, origin: from }))
      }
    },
  }
}
