import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end with our standard streams and gives its exit code (128 + signal when a signal ended it).
 * Signals to us go to the program, and we wait for it: it cleans up, then we end as it ended.
 *
 * `channel` opens an IPC channel, by which the program notices that we died.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, channel?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  const { channel = false, ...rest } = options
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: channel ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
      ...rest,
    })
    const handlers = forwarded.map((signal) => ({ signal, handler: () => child.kill(signal) }))
    for (const { signal, handler } of handlers) process.on(signal, handler)
    const done = () => handlers.forEach(({ signal, handler }) => process.off(signal, handler))
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL'])
    })
  })
}
