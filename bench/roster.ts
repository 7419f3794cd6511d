/** `node bench/roster.ts`: what it costs to check a district, and what bombs cost; through the real command line. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { makeZip } from '@lyceum/provisioning-cli/roster/testing/zip.ts'

import { writeDistrict } from './district.ts'
import { renderTable } from './measure.ts'
import { runLyceum } from './process-memory.ts'

const megabyte = 1024 * 1024
const folder = await mkdtemp(join(tmpdir(), 'lyceum-bench-roster-'))
try {
  const set = join(folder, 'district')
  await mkdir(set)
  const rows = await writeDistrict(set)
  const zeros = Buffer.alloc(200 * megabyte, 'a,b\n')
  const bombs = {
    'bomb.zip': makeZip([{ name: 'users.csv', content: zeros }]),
    'lying.zip': makeZip([
      { name: 'manifest.csv', content: 'propertyName,value\nmanifest.version,1.0\n' },
      { name: 'users.csv', content: zeros, claimedBytes: 10_000 },
    ]),
  }
  for (const [name, bytes] of Object.entries(bombs)) await writeFile(join(folder, name), bytes)
  const table = [['', 'exit', 'seconds', 'MB']]
  for (const [name, path] of [
    ['nothing (a roster that is not there)', 'nowhere'],
    [`check, ${rows} enrolments`, 'district'],
    ['a ZIP that unpacks to 200 MB', 'bomb.zip'],
    ['the same, its directory lying', 'lying.zip'],
  ] as const) {
    const args = ['check', join(folder, path), '--data', folder, '--json']
    const { code, seconds, megabytes } = await runLyceum(args)
    table.push([name, String(code), seconds.toFixed(1), megabytes.toFixed(0)])
  }
  console.log(renderTable(table))
} finally {
  await rm(folder, { recursive: true })
}
