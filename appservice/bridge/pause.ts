/** Waiting that somebody else can end. */
export class Pause {
  #isWoken = false
  #isEnded = false
  #wake: () => void = () => {}
  #end: () => void = () => {}

  /** Ends the `untilWoken` that is under way, or the next one. */
  wake(): void {
    this.#isWoken = true
    this.#wake()
  }

  /** From now on nobody waits. */
  end(): void {
    this.#isEnded = true
    this.#wake()
    this.#end()
  }

  async untilWoken(ms: number): Promise<void> {
    if (!this.#isWoken) await this.#wait(ms, (wake) => (this.#wake = wake))
    this.#isWoken = false
  }

  async sleep(ms: number): Promise<void> {
    await this.#wait(ms, (end) => (this.#end = end))
  }

  async #wait(ms: number, onReady: (resolve: () => void) => void): Promise<void> {
    if (this.#isEnded) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      onReady(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
