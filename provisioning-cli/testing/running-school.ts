/** `lyceum up` in this process with a roster of one's own, and commands beside it, as an administrator has two terminals. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { stringify } from 'yaml'
import { run, type RunResult } from './run.ts'

export interface RunningSchool {
  /** Its address. */
  readonly homeserver: string
  readonly rosterFile: string
  lyceum(...argv: readonly string[]): Promise<RunResult>
  stop(): Promise<void>
}

/** `roster`: as in a YAML file. */
export async function startRunningSchool(roster: object): Promise<RunningSchool> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-running-'))
  const data = join(folder, 'data')
  const rosterFile = join(folder, 'school.yaml')
  writeFileSync(rosterFile, stringify(roster))
  const stopUp = new AbortController()
  const ports = ['--port', String(await freePort()), '--homeserver-port', String(await freePort())]
  let up: Promise<RunResult> | undefined
  const line = await new Promise<string>((resolve, reject) => {
    const argv = ['up', '--json', '--data', data, '--roster', rosterFile, ...ports]
    up = run(argv, { cwd: folder, interrupt: stopUp.signal, onStdout: resolve })
    void up.then(({ stderr }) => reject(new Error(`up ended: ${stderr}`)))
  })
  return {
    homeserver: (JSON.parse(line) as { homeserver: string }).homeserver,
    rosterFile,
    lyceum: (...argv) => run([...argv, '--data', data], { cwd: folder }),
    async stop() {
      stopUp.abort()
      await up
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
