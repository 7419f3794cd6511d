/** `npm run soak`: what takes too long for every test run. */
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { startSynapse } from '@lyceum/deploy/embedded/homeserver.ts'
import { ensureSynapse } from '@lyceum/deploy/embedded/install.ts'
import { killApplies } from './kill-apply.ts'

const { values } = parseArgs({
  options: { points: { type: 'string', default: '100' }, seed: { type: 'string' } },
})
const points = Number(values.points)
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)

const { python } = await ensureSynapse()
const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-soak-'))
const serverName = 'soak.test'
const appservice = {
  asToken: randomBytes(32).toString('hex'),
  hsToken: randomBytes(32).toString('hex'),
  botLocalpart: 'lyceum',
}
const running = await startSynapse({
  python,
  dataFolder,
  port: await freePort(),
  serverName,
  appservice: { ...appservice, url: null },
})
try {
  const { url, registrationSharedSecret } = running
  await bootstrapBot({ url, serverName, registrationSharedSecret, ...appservice })
  process.stdout.write(`killing apply at ${points} points, --seed ${seed}\n`)
  const started = performance.now()
  const { faults, rooms } = await killApplies(
    { url, serverName, ...appservice },
    {
      points,
      seed,
      onRound(done) {
        if (done % 10 === 0) process.stderr.write(`${done} of ${points}\n`)
      },
    },
  )
  const seconds = Math.round((performance.now() - started) / 1000)
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.stdout.write(
    `${points} kills of an apply of ${rooms} rooms, run again each time: ${faults.length} faults (${seconds} s)\n`,
  )
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await running.stop()
  await rm(dataFolder, { recursive: true, force: true })
}
