/** One measured run, and what several of them have in common. */
import type { BenchHomeserver } from './homeserver.ts'

export interface Sample {
  readonly wallSeconds: number
  /** Of the homeserver's process. */
  readonly cpuSeconds: number
  readonly requests: number
}

/** `run` gives the number of requests it made. */
export async function measure(
  homeserver: Pick<BenchHomeserver, 'cpuSeconds'>,
  run: () => Promise<number>,
): Promise<Sample> {
  const cpu = await homeserver.cpuSeconds()
  const start = performance.now()
  const requests = await run()
  const wallSeconds = (performance.now() - start) / 1000
  return { wallSeconds, cpuSeconds: (await homeserver.cpuSeconds()) - cpu, requests }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}

/** Each figure's own median. */
export function medianSample(samples: readonly Sample[]): Sample {
  return {
    wallSeconds: median(samples.map((one) => one.wallSeconds)),
    cpuSeconds: median(samples.map((one) => one.cpuSeconds)),
    requests: median(samples.map((one) => one.requests)),
  }
}

/** Columns as wide as their widest cell. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function describeSample(name: string, sample: Sample, base: Sample): readonly string[] {
  return [
    name,
    sample.wallSeconds.toFixed(2),
    sample.cpuSeconds.toFixed(2),
    String(sample.requests),
    `${(sample.wallSeconds / base.wallSeconds).toFixed(2)}x`,
  ]
}
