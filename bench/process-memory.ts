/** What one run of the real `lyceum` takes: its time, and the most memory its process tree held at once (Linux). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '../provisioning-cli/bin/lyceum.js')

export interface CliRun {
  readonly code: number
  readonly seconds: number
  /** Of the process that works, its launcher not counted. */
  readonly megabytes: number
  readonly stdout: string
}

export async function runLyceum(args: readonly string[]): Promise<CliRun> {
  const start = performance.now()
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  let most = 0
  const timer = setInterval(() => {
    for (const id of descendants(child.pid ?? 0)) most = Math.max(most, peakKilobytes(id))
  }, 20)
  const [code] = (await once(child, 'close')) as [number]
  clearInterval(timer)
  const seconds = (performance.now() - start) / 1000
  return { code, seconds, megabytes: most / 1024, stdout }
}

/** The kernel keeps the peak (VmHWM), so that looking now and then misses nothing but the last moment. */
function peakKilobytes(id: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readProc(`${id}/status`))?.[1] ?? 0)
}

function descendants(id: number): readonly number[] {
  const children = readProc(`${id}/task/${id}/children`).split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}
