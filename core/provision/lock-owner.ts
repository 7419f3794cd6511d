/** How a process names itself in locks, `host/pid/nonce`, and how it tells that another one of this machine has died. */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

export const lockOwner = {
  current(): string {
    return `${hostname()}/${process.pid}/${randomBytes(4).toString('hex')}`
  },
  /** False for what cannot be known from here: a process on another machine. */
  isDead(owner: string): boolean {
    const [host, pid] = owner.split('/')
    if (host !== hostname() || pid === undefined) return false
    try {
      process.kill(Number(pid), 0)
      return false
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH'
    }
  },
}
