/** When a process shall end: told so by the system or the terminal, or left alone by whoever started it. */
import { fstatSync } from 'node:fs'

/**
 * Calls `stop` once, on SIGTERM, SIGINT, or when the parent is gone: its IPC channel or the pipe on our standard input is
 * closed. A standard input that is no pipe (a terminal, /dev/null under systemd) says nothing about a parent.
 */
export function onStopAsked(stop: (reason: string) => void): void {
  let isAsked = false
  function ask(reason: string): void {
    if (isAsked) return
    isAsked = true
    stop(reason)
  }
  process.on('SIGTERM', () => ask('SIGTERM'))
  process.on('SIGINT', () => ask('SIGINT'))
  if (process.channel !== undefined) process.on('disconnect', () => ask('parent gone'))
  else if (isPipe(0)) {
    process.stdin.on('end', () => ask('parent gone')).resume()
    process.stdin.on('error', () => ask('parent gone'))
  }
}

function isPipe(descriptor: number): boolean {
  try {
    const kind = fstatSync(descriptor)
    return kind.isFIFO() || kind.isSocket()
  } catch {
    return false
  }
}
