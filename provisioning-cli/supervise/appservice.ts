/** The appservice as a child process. It ends with us: its standard input closes when we are gone. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, openSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@lyceum/core/config/settings.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import { isReady } from '../probes.ts'
import { project } from '../project.ts'
import { keepDayLog } from './day-log.ts'

export interface RunningAppservice {
  readonly pid: number | undefined
  /** Done when the process is gone, for whatever reason. */
  readonly exited: Promise<void>
  /** May be repeated; done when the process is gone. */
  stop(): Promise<void>
}

const startMs = 60_000
const stopMs = 12_000

/** Ready to serve when it is done. Throws `appservice-ended`, `appservice-slow`. */
export async function startAppservice(config: Config, file: string): Promise<RunningAppservice> {
  const log = logFile(config.folder)
  const output = openSync(log, 'a', 0o600)
  const child = spawn(process.execPath, [project.appservice, '--config', file], {
    stdio: ['pipe', 'pipe', output],
    cwd: config.folder,
  })
  closeSync(output)
  const days = keepDayLog(log, { days: config.retention.logsDays, now: () => new Date() })
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  void exited.then(() => days.stop())
  const stop = () => stopChild(child, exited)
  try {
    await Promise.race([untilReady(child, config, log), failWhen(exited, log)])
  } catch (error) {
    await stop()
    throw error
  }
  return { pid: child.pid, exited, stop }
}

async function untilReady(child: ChildProcess, config: Config, log: string): Promise<void> {
  const deadline = AbortSignal.timeout(startMs)
  const tooSlow = () =>
    new LyceumError('appservice-slow', `The appservice was not ready within ${startMs / 1000} s.`, {
      hint: `See ${log}, and run lyceum doctor.`,
    })
  await new Promise<void>((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(tooSlow()), { once: true })
    // The first line says that it listens; later ones are read so that the pipe never fills.
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', () => resolve())
  })
  while (!(await isReady(config))) {
    if (deadline.aborted) throw tooSlow()
    await sleep(50)
  }
}

async function failWhen(exited: Promise<void>, log: string): Promise<never> {
  await exited
  throw new LyceumError('appservice-ended', 'The appservice ended while it started.', {
    hint: `See the end of ${log}, and run lyceum doctor.`,
  })
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await exited
  clearTimeout(killer)
}

function logFile(folder: string): string {
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 })
  return join(folder, 'logs', 'appservice.log')
}
