/** A step of `npm test`: the pages can be built, and are there for the tests in the browser. */
import { LyceumError } from '@lyceum/core/errors.ts'
import { ensurePages } from '../supervise/pages.ts'

try {
  console.error((await ensurePages()) ? 'built' : 'up to date')
} catch (error) {
  if (!(error instanceof LyceumError)) throw error
  console.error(`${error.message}\n${error.hint ?? ''}`)
  process.exitCode = 1
}
