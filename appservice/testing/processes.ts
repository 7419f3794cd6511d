import { readdirSync, readFileSync } from 'node:fs'

/** Command line and environment of every process that names one of the folders: whoever runs on this machine may see them. */
export function readProcesses(folders: readonly string[]): string {
  const found: string[] = []
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const isOurs = folders.some((folder) => line.includes(folder))
      if (isOurs) found.push(line, readFileSync(`/proc/${pid}/environ`, 'utf8'))
    } catch {
      // It has ended meanwhile.
    }
  }
  return found.join('\n')
}
