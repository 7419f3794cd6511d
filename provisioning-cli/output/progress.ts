/** Progress on standard error: one line that rewrites itself on a terminal, a line for every tenth elsewhere. */
import type { Io } from '../io.ts'

export interface Progress {
  update(done: number, total: number): void
  /** Leaves the terminal's line to others. */
  end(): void
}

const barWidth = 24

export function createProgress(
  { stderr, env }: Io,
  { label, quiet }: { readonly label: string; readonly quiet: boolean },
): Progress {
  if (quiet) return { update() {}, end() {} }
  const rewrites = stderr.isTTY === true && env['TERM'] !== 'dumb'
  let shown = -1
  return {
    update(done, total) {
      const tenth = total === 0 ? 10 : Math.floor((done * 10) / total)
      if (rewrites) stderr.write(`\r${renderBar(done, total)} ${label} ${done}/${total}\u001B[K`)
      else if (tenth !== shown) stderr.write(`${label} ${done}/${total}\n`)
      shown = tenth
    },
    end() {
      if (rewrites && shown >= 0) stderr.write('\n')
    },
  }
}

function renderBar(done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.round((done * barWidth) / total)
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]`
}
