/** Asks before something is taken from somebody. */
import { createInterface } from 'node:readline/promises'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Translate } from '../i18n/texts.ts'
import type { Io } from '../io.ts'

/** Without a terminal nobody can answer: that is an error, which names `--yes`. */
export async function confirm(question: string, io: Io, t: Translate): Promise<boolean> {
  if (io.stdin.isTTY !== true) {
    throw new LyceumError('confirmation-needed', t('confirm.no-terminal'), {
      hint: t('confirm.hint'),
      exitCode: exitCodes.failure,
    })
  }
  const lines = createInterface({ input: io.stdin, terminal: false })
  try {
    io.stderr.write(`${question} ${t('confirm.choices')} `)
    for await (const line of lines) return /^(y|yes|д|да)$/i.test(line.trim())
    return false
  } finally {
    lines.close()
  }
}
