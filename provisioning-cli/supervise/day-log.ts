/**
 * A log file a day, and none older than the configuration says: logs hold ids of people. The process that writes has the file
 * open for appending, so at the turn of the day what is there is copied and the file made empty, as logrotate's `copytruncate` does;
 * a pipe through us would break the writer when we are gone. Days are of UTC, as the lines themselves.
 */
import { copyFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export interface DayLogOptions {
  readonly days: number
  now(): Date
}

const lookEveryMs = 600_000
/** The homeserver's own log has the same form of names. */
const dated = /\.log\.(\d{4}-\d\d-\d\d)$/

/** Looks now and every ten minutes. The file need not be there. */
export function keepDayLog(file: string, options: DayLogOptions): { stop(): void } {
  let day = dayOf(statSync(file, { throwIfNoEntry: false })?.mtime ?? options.now())
  const look = () => {
    const today = dayOf(options.now())
    if (today !== day) turn(file, day)
    day = today
    forgetOld(dirname(file), options)
  }
  look()
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function turn(file: string, day: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return
  copyFileSync(file, join(dirname(file), `${basename(file)}.${day}`))
  truncateSync(file)
}

function forgetOld(folder: string, { days, now }: DayLogOptions): void {
  const first = dayOf(new Date(now().getTime() - days * 86_400_000))
  for (const name of readdirSync(folder)) {
    const day = dated.exec(name)?.[1]
    if (day !== undefined && day < first) rmSync(join(folder, name), { force: true })
  }
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}
