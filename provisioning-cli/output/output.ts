/** What a command says: the product on standard output, all else on standard error. */
import { styleText } from 'node:util'
import type { Translate } from '../i18n/texts.ts'
import type { Io, TextSink } from '../io.ts'
import { createProgress, type Progress } from './progress.ts'

type Format = Parameters<typeof styleText>[0]

export interface Output {
  readonly asJson: boolean
  /** A line of the product. */
  print(text: string): void
  /** The one JSON document, or one line of many. */
  printJson(value: unknown): void
  /** What is going on; not with `--quiet`. */
  note(text: string): void
  warn(text: string): void
  /** On standard error, also with `--quiet`. */
  complain(text: string): void
  /** What went wrong, and what to do about it. */
  fail(message: string, hint?: string): void
  progress(label: string): Progress
  /** Styles for the product; plain where standard output shows none. */
  style(format: Format, text: string): string
}

export function createOutput(
  io: Io,
  t: Translate,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): Output {
  const line = (sink: TextSink, text: string) => void sink.write(`${text}\n`)
  const onError = (format: Format, text: string) => paint(io, io.stderr, format, text)
  const note = (text: string) => {
    if (!quiet) line(io.stderr, text)
  }
  return {
    asJson: json,
    print: (text) => line(io.stdout, text),
    printJson: (value) => line(io.stdout, JSON.stringify(value)),
    note,
    complain: (text) => line(io.stderr, text),
    warn: (text) => line(io.stderr, `${onError('yellow', t('output.warning'))} ${text}`),
    fail(message, hint) {
      line(io.stderr, `${onError('red', t('output.error'))} ${message}`)
      if (hint !== undefined) line(io.stderr, hint)
    },
    progress: (label) => createProgress(io, { label, quiet }),
    style: (format, text) => paint(io, io.stdout, format, text),
  }
}

function paint(io: Io, sink: TextSink, format: Format, text: string): string {
  return showsColour(io.env, sink) ? styleText(format, text, { validateStream: false }) : text
}

/** no-color.org: any value but the empty one switches colours off. */
export function showsColour(env: Io['env'], sink: TextSink): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0'
  return sink.isTTY === true && env['TERM'] !== 'dumb'
}
