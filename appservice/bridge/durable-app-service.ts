/**
 * What the bridge takes for its HTTP side. The one of matrix-appservice answers before anything is handled and remembers
 * one transaction in memory; this one has the internal server listen, stores what comes (`intake.ts`), and gives the bridge
 * a stored event when the worker says so.
 */
import './quiet-bridge.ts'
import { AppService } from 'matrix-appservice-bridge'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Intake } from './intake.ts'

/** Of the internal server. */
export interface Listener {
  listen(options: { readonly host: string; readonly port: number }): Promise<unknown>
  close(): Promise<unknown>
}

/** What a handled event gives; whatever the bridge passes over gives something else. */
export const handled = 'handled'

/** A handler that never ends must not hold its room for ever. */
const patienceMs = 300_000

export class DurableAppService extends AppService {
  readonly #intake: Intake
  #listener: Listener | undefined

  constructor(hsToken: string, intake: Intake) {
    super({ homeserverToken: hsToken })
    this.#intake = intake
  }

  /** False for a body that is no transaction. */
  take(txn: string, body: unknown): Promise<boolean> {
    return this.#intake.take(txn, body)
  }

  serveBy(listener: Listener): void {
    this.#listener = listener
  }

  override async listen(port: number, hostname: string): Promise<void> {
    if (this.#listener === undefined) throw new Error('nothing to listen with')
    await this.#listener.listen({ host: hostname, port })
  }

  override async close(): Promise<void> {
    await this.#listener?.close()
  }

  /**
   * Emits the event to the bridge and resolves when it was handled. The bridge's listener gives a promise, which `emit`
   * would throw away: with it go both the end of the handling and every failure, which then ends the process.
   */
  async deliver(event: object): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      const late = () =>
        reject(new LyceumError('handler-timeout', 'An event was handled too long.'))
      timer = setTimeout(late, patienceMs)
    })
    try {
      const outcomes = this.listeners('event').map(async (listener) => listener(event) as unknown)
      const results = await Promise.race([Promise.all(outcomes), tooLong])
      if (results.includes(handled)) return
      throw new LyceumError('event-passed-over', 'The bridge handed an event to nobody.')
    } finally {
      clearTimeout(timer)
    }
  }
}
