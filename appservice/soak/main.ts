/** `npm run soak -- intake`: the long form of the test beside it. */
import { parseArgs } from 'node:util'
import { killIntake } from './kill-intake.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    events: { type: 'string', default: '10000' },
  },
})
const started = performance.now()
const result = await killIntake(Number(values.kills), Number(values.events), (done) => {
  if (done % 20 === 0) process.stderr.write(`${done} of ${values.kills}\n`)
})
const seconds = Math.round((performance.now() - started) / 1000)
const { kills, sent, lost, outOfOrder, repeated } = result
process.stdout.write(
  `${kills} kills while ${sent} events arrived: ${lost} lost, ${outOfOrder} handled after something later of their room, ${repeated} begun again after a kill (${seconds} s)\n`,
)
process.exitCode = lost === 0 && outOfOrder === 0 ? 0 : 1
