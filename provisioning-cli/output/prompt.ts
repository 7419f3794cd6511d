/** Questions at a terminal, one after the other, on standard error: standard output is the product. */
import { createInterface } from 'node:readline'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Translate } from '../i18n/texts.ts'
import type { Io } from '../io.ts'

export interface Prompt {
  /** Without white space around it; empty where only Enter was pressed. Throws when the input ends. */
  ask(question: string): Promise<string>
  close(): void
}

export function openPrompt(io: Io, t: Translate): Prompt {
  const reader = createInterface({ input: io.stdin, terminal: false })
  const lines = reader[Symbol.asyncIterator]()
  return {
    async ask(question) {
      io.stderr.write(`${question} `)
      const line = await lines.next()
      if (line.done === true) {
        throw new LyceumError('unanswered', t('prompt.ended'), { exitCode: exitCodes.failure })
      }
      return line.value.trim()
    },
    close: () => reader.close(),
  }
}
