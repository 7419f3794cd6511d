/** The world of a command: passed in, so that tests run commands in-process and the language of the run is no global. */
export interface TextSink {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export type InterruptSignal = 'SIGINT' | 'SIGTERM'

export interface Io {
  /** The product, and nothing else. */
  readonly stdout: TextSink
  /** Progress, questions, notes and errors. */
  readonly stderr: TextSink
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative paths count from here. */
  readonly cwd: string
  /** Aborted when the run is interrupted; the reason is an `InterruptSignal`. */
  readonly interrupt: AbortSignal
  /** Milliseconds since 1970. */
  now(): number
}
