/** Starts the embedded homeserver as a child that never outlives this process, and stops it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Logger } from 'pino'
import { untilUpdated } from './background-updates.ts'
import { writeFiles, type EmbeddedFiles, type EmbeddedSettings } from './files.ts'
import { policyModuleFolder } from '../synapse/policy-module.ts'
import { whatAnswers } from './port.ts'

export interface StartOptions extends EmbeddedSettings {
  /** A Python that has Synapse: `ensureSynapse`. */
  readonly python: string
  readonly log?: Pick<Logger, 'info' | 'debug'>
}

export interface RunningHomeserver {
  readonly url: string
  /** False: another process of this data folder runs it already, and `stop` leaves it alone. */
  readonly started: boolean
  /** Undefined where another process runs it. */
  readonly pid: number | undefined
  readonly registrationSharedSecret: string
  /** May be repeated; done when the process is gone. */
  stop(): Promise<void>
  /** Done when the process is gone, for whatever reason; never where another process runs it. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
}

const wrapper = path.join(import.meta.dirname, 'run_homeserver.py')
const alreadyRunning = 75
/** The first start makes the database; on a slow disk that takes a while. */
const startMs = 120_000
const stopMs = 15_000

/**
 * Ready to answer when it is done. Throws `LyceumError`: port taken by something else, data folder of another server
 * name or in use at another port, or Synapse ended by itself.
 */
export async function startSynapse(options: StartOptions): Promise<RunningHomeserver> {
  const files = await writeFiles(options)
  const url = `http://127.0.0.1:${options.port}`
  const answering = await whatAnswers(url, options)
  if (answering === 'other') throw portTaken(options.port)
  if (answering === 'ours' && (await isHeldByTheLiving(files.lock))) {
    return adopt(url, files)
  }

  const child = await spawnSynapse(options, files)
  const exited = exitOf(child)
  const stop = () => stopChild(child, exited)
  try {
    await untilAnswers(url, options, files, child, exited)
    await untilUpdated(files.database, () => child.exitCode !== null)
  } catch (error) {
    await stop()
    throw error
  }
  options.log?.info({ port: options.port, pid: child.pid }, 'homeserver started')
  const { registrationSharedSecret } = files
  return { url, started: true, pid: child.pid, registrationSharedSecret, stop, exited }
}

function adopt(url: string, files: EmbeddedFiles): RunningHomeserver {
  return {
    url,
    started: false,
    pid: undefined,
    registrationSharedSecret: files.registrationSharedSecret,
    stop: async () => {},
    exited: new Promise(() => {}),
  }
}

async function spawnSynapse(options: StartOptions, files: EmbeddedFiles): Promise<ChildProcess> {
  const output = await open(files.output, 'w', 0o600)
  try {
    const args = [wrapper, files.lock, String(process.pid), String(options.port), files.config]
    return spawn(options.python, args, {
      stdio: ['ignore', output.fd, output.fd],
      cwd: path.dirname(files.config),
      env: { ...process.env, PYTHONUNBUFFERED: '1', PYTHONPATH: policyModuleFolder },
    })
  } finally {
    await output.close()
  }
}

type Exit = Awaited<RunningHomeserver['exited']>

async function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

async function stopChild(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  child.kill('SIGTERM')
  const patience = new AbortController()
  const killer = sleep(stopMs, undefined, { signal: patience.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await exited
  patience.abort()
  await killer
}

async function untilAnswers(
  url: string,
  options: StartOptions,
  files: EmbeddedFiles,
  child: ChildProcess,
  exited: Promise<Exit>,
): Promise<void> {
  let exit: Exit | undefined
  void exited.then((how) => (exit = how))
  const deadline = Date.now() + startMs
  while (Date.now() < deadline) {
    if (exit !== undefined) throw await explainExit(exit, options, files)
    // The one that answers may still be that of a parent that was killed: ours holds the lock.
    const isHolder = (await readHolder(files.lock)).pid === child.pid
    if (isHolder && (await whatAnswers(url, options)) === 'ours') return
    await sleep(50)
  }
  throw new LyceumError(
    'homeserver-slow',
    `The homeserver did not answer within ${startMs / 1000} s.`,
    { hint: `See ${logsOf(options)}.` },
  )
}

async function explainExit(
  exit: Exit,
  options: StartOptions,
  files: EmbeddedFiles,
): Promise<LyceumError> {
  if (exit.code === alreadyRunning) {
    const port = (await readHolder(files.lock)).port
    return new LyceumError(
      'homeserver-running',
      `The homeserver of this data folder already runs${port === undefined ? '' : ` at port ${port}`}.`,
      { hint: 'Stop the other `lyceum up` first, or give it the same --homeserver-port.' },
    )
  }
  const output = await readFile(files.output, 'utf8')
  if (/address.*in use|CannotListenError/i.test(output)) return portTaken(options.port)
  return new LyceumError('homeserver-ended', 'The homeserver ended while it started.', {
    hint: `See ${logsOf(options)}.`,
  })
}

function logsOf(options: StartOptions): string {
  const logs = path.join(options.dataFolder, 'logs')
  return `${path.join(logs, 'homeserver-start.log')} and ${path.join(logs, 'homeserver.log')}`
}

function portTaken(port: number): LyceumError {
  return new LyceumError(
    'homeserver-port-taken',
    `Port ${port} is already in use by another program.`,
    { hint: `Choose another one: --homeserver-port ${port + 1}` },
  )
}

interface Holder {
  readonly pid?: number
  readonly parent?: number
  readonly port?: number
}

async function readHolder(lock: string): Promise<Holder> {
  try {
    return JSON.parse(await readFile(lock, 'utf8')) as Holder
  } catch {
    return {}
  }
}

/** A homeserver whose parent was killed is about to stop: it is not one to rely on. */
async function isHeldByTheLiving(lock: string): Promise<boolean> {
  const { parent } = await readHolder(lock)
  if (parent === undefined) return false
  try {
    process.kill(parent, 0)
    return true
  } catch {
    return false
  }
}
