/** The program `lyceum`, under Node 24; `bin/lyceum.js` starts it. */
import { runCli } from './cli.ts'
import type { InterruptSignal } from './io.ts'

const interrupt = new AbortController()

/** A terminal sends Ctrl-C to us and to the launcher, which passes it on: within a second it is the same one. */
const sameInterruptMs = 1000
let interruptedAt: number | undefined

function stop(signal: InterruptSignal): void {
  const now = Date.now()
  if (interruptedAt !== undefined && now - interruptedAt < sameInterruptMs) return
  // The second one means it: no more cleaning up.
  if (interruptedAt !== undefined) process.exit(130)
  interruptedAt = now
  interrupt.abort(signal)
}

process.on('SIGINT', () => stop('SIGINT'))
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGHUP', () => stop('SIGTERM'))
if (process.channel !== undefined) {
  // The launcher died without a word.
  process.once('disconnect', () => stop('SIGTERM'))
  process.channel.unref()
}
// `lyceum plan | head`: who reads has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

const code = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  interrupt: interrupt.signal,
  now: () => Date.now(),
})
// What was abandoned by an interrupt must not keep the process alive; what was written must still reach a pipe.
process.exitCode = code
process.stdout.write('', () => process.exit(code))
