/** Files with people in them: for their owner only, and whole or not at all. */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { LyceumError } from '@lyceum/core/errors.ts'

/** Replaces what is there. Throws `not-written`. */
export function writePrivateFile(file: string, text: string): void {
  const next = `${file}.${process.pid}.new`
  try {
    writeFileSync(next, text, { mode: 0o600, flag: 'wx' })
    // A mask of the system may have taken from the mode, never added to it.
    chmodSync(next, 0o600)
    renameSync(next, file)
  } catch (cause) {
    rmSync(next, { force: true })
    throw new LyceumError('not-written', `${file} could not be written.`, {
      hint: 'Give the path of a file in a folder that exists and can be written to.',
      cause,
    })
  }
}
