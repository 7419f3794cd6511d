/** The process: `node appservice/main.ts --config FILE`. One JSON line on standard output once it listens; logs on standard error. */
import { parseArgs } from 'node:util'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { createLog, type Log } from './log.ts'
import { startService } from './service.ts'
import { onStopAsked } from './stop-signals.ts'

/** What is under way when asked to stop gets this long. */
const patienceMs = 10_000

async function main(log: Log): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } })
  if (values.config === undefined) {
    throw new LyceumError('usage', 'No configuration given.', {
      hint: 'node appservice/main.ts --config FILE',
      exitCode: exitCodes.usage,
    })
  }
  const config = await loadConfig(values.config)
  const service = await startService(config, log)
  onStopAsked((reason) => {
    log.info({ reason }, 'stopping')
    setTimeout(() => process.exit(exitCodes.failure), patienceMs).unref()
    service.stop().then(
      () => process.exit(exitCodes.done),
      (err: unknown) => fail(log, err),
    )
  })
  const listening = {
    event: 'listening',
    url: config.public.url,
    port: service.publicPort,
    internal_port: service.internalPort,
  }
  process.stdout.write(`${JSON.stringify(listening)}\n`)
  log.info({ port: service.publicPort, internalPort: service.internalPort }, 'listening')
}

function fail(log: Log, error: unknown): void {
  const told = error instanceof LyceumError ? { hint: error.hint } : {}
  log.fatal({ err: error, ...told }, 'cannot run')
  process.exit(error instanceof LyceumError ? error.exitCode : exitCodes.failure)
}

const log = createLog(process.env['LYCEUM_LOG_LEVEL'] ?? 'info')
process.on('unhandledRejection', (error) => fail(log, error))
main(log).catch((error: unknown) => fail(log, error))
