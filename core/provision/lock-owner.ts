/**
 * How a process names itself in locks, `host/pid/nonce/time`, and how it tells that another one of this machine has died.
 * The time is when it named itself, which a command does when it begins.
 */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

export const lockOwner = {
  current(): string {
    const nonce = randomBytes(4).toString('hex')
    return `${hostname()}/${process.pid}/${nonce}/${new Date().toISOString()}`
  },
  /** For people: who it is and since when. */
  describe(owner: string): string {
    const [host = owner, pid, , since] = owner.split('/')
    const process = pid === undefined ? host : `process ${pid} on ${host}`
    return since === undefined ? process : `${process}, at work since ${since}`
  },
  /** False for what cannot be known from here: a process on another machine. */
  isDead(owner: string): boolean {
    const [host, pid, , since = ''] = owner.split('/')
    if (host !== hostname() || pid === undefined) return false
    // In a container each start gives the same number: who had ours before we began is gone.
    const begun = Date.now() - process.uptime() * 1000
    if (Number(pid) === process.pid && Date.parse(since) < begun - 1000) return true
    try {
      process.kill(Number(pid), 0)
      return false
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH'
    }
  },
}
