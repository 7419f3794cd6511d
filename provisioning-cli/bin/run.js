import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end with our standard streams and gives its exit code (128 + signal when a signal ended it).
 * Signals to us go to the program, and we wait for it: it cleans up, then we end as it ended.
 *
 * `channel` opens an IPC channel, by which the program notices that we died. `quiet` sends its standard output to
 * standard error, since ours is for the product.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, channel?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  const { channel = false, quiet = false, ...rest } = options
  const output = quiet ? process.stderr : 'inherit'
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['inherit', output, 'inherit', ...(channel ? [/** @type {const} */ ('ipc')] : [])],
      ...rest,
    })
    const handlers = forwarded.map((signal) => ({ signal, handler: () => child.kill(signal) }))
    for (const { signal, handler } of handlers) process.on(signal, handler)
    const stopWatching = watchNpm(() => child.kill('SIGTERM'))
    const done = () => {
      stopWatching()
      handlers.forEach(({ signal, handler }) => process.off(signal, handler))
    }
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

const watchMs = 1000

/**
 * Under `npm start` we are npm's child: when npm is killed without a word, nobody is left who could stop us.
 *
 * @param {() => void} onGone
 */
function watchNpm(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined) return () => {}
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid !== parent) onGone()
  }, watchMs)
  timer.unref()
  return () => clearInterval(timer)
}
