/** When the policy module was last heard: a homeserver that never asks has it switched off, and `doctor` says so. */
export interface ModuleSeen {
  note(): void
  /** ISO 8601 in UTC; undefined while nothing was heard since the start. */
  at(): string | undefined
}

export function watchModule(now: () => Date): ModuleSeen {
  let last: Date | undefined
  return {
    note() {
      last = now()
    },
    at: () => last?.toISOString(),
  }
}
