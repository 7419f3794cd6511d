/**
 * Bench of `accounts: ahead`: a school of 120 people made whole at import, against the lower bound of the fewest safe
 * events and against the naive script, alternating in one run on one homeserver. Run by `npm run bench -- ahead`.
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { apply, engineOn, planRoster, planStored } from '@lyceum/core/testing/engine.ts'
import { blueprint } from '@lyceum/core/school/blueprint.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import { desiredRooms } from '@lyceum/core/school/desired.ts'
import type { RoomAlias, RoomKey, UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Room } from '@lyceum/core/school/rooms.ts'
import { generateSchool } from '../examples/generate/school.ts'
import { runAccountsBound } from './accounts-bound.ts'
import { runBound } from './bound.ts'
import { fileStore } from './file-store.ts'
import { startBenchHomeserver, type BenchHomeserver } from './homeserver.ts'
import { describeSample, measure, medianSample, renderTable, type Sample } from './measure.ts'
import { runNaive } from './naive.ts'

/** As many requests at a time as the engine allows itself. */
const concurrency = 6

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } })
const school = generateSchool({ pupils: 48, classes: 4, teachers: 16, parents: 56, seed: 5 })
const homeserver = await startBenchHomeserver()
try {
  await benchAhead(homeserver, Number(values.runs))
} finally {
  await homeserver.stop()
}

async function benchAhead(server: BenchHomeserver, runs: number): Promise<void> {
  const bounds: Sample[] = []
  const ours: Sample[] = []
  const scripts: Sample[] = []
  for (let run = 0; run < runs; run += 1) {
    bounds.push(await measureBound(server, school))
    ours.push(await measureEngine(server, school))
    scripts.push(await measureScript(server, school))
    process.stderr.write(`run ${run + 1} of ${runs}\n`)
  }
  const bound = medianSample(bounds)
  const mine = medianSample(ours)
  const script = medianSample(scripts)
  const rows = [
    ['', 'wall s', 'homeserver cpu s', 'requests', 'of bound'],
    describeSample('lower bound', bound, bound),
    describeSample('lyceum: accounts ahead', mine, bound),
    describeSample('naive script', script, bound),
  ]
  const { people, classes } = school
  process.stdout.write(
    `A school of ${people.length} people and ${classes.length} classes with everybody in it, median of ${runs} alternating runs\n`,
  )
  process.stdout.write(`${renderTable(rows)}\n`)
  const times = (script.wallSeconds / mine.wallSeconds).toFixed(2)
  process.stdout.write(`The naive script takes ${times} times as long as Lyceum.\n`)
}

async function measureBound(server: BenchHomeserver, school: School): Promise<Sample> {
  const rooms = roomsOf(server, school)
  return measure(server, async () => {
    const made = await runBound({ homeserver: server, rooms, concurrency })
    const joined = await runAccountsBound({
      homeserver: server,
      rooms,
      ids: made.ids,
      concurrency,
    })
    return made.requests + joined
  })
}

async function measureEngine(server: BenchHomeserver, school: School): Promise<Sample> {
  const run = randomBytes(4).toString('hex')
  const engine = engineOn(server.connect(), await fileStore(), run, {
    mode: 'ahead',
    template: `${run}-{id}`,
    register: true,
  })
  const sample = await measure(server, async () => {
    const { failures } = await apply(engine, await planRoster(engine, school))
    if (failures.length > 0) throw new Error('the engine did not finish')
    return engine.homeserver.requests
  })
  const { actions } = await planStored(engine, school.info.id)
  if (actions.length > 0) throw new Error('the second plan is not empty')
  await engine.store.close()
  return sample
}

function measureScript(server: BenchHomeserver, school: School): Promise<Sample> {
  const rooms = [...roomsOf(server, school).values()]
  const users = [...new Set(rooms.flatMap((room) => [...room.members.keys()]))]
  return measure(server, () => runNaive({ homeserver: server, rooms, users }))
}

/** With everybody as a member, under accounts and aliases of this run. */
function roomsOf(server: BenchHomeserver, school: School): ReadonlyMap<RoomKey, Room> {
  const run = randomBytes(8).toString('hex')
  const user = (id: string) => `@${run}-${id}:${server.serverName}`.toLowerCase() as UserId
  return desiredRooms({
    school,
    rooms: blueprint(school, defaultBlueprint),
    accounts: new Map(school.people.map((one) => [one.id, user(one.id)])),
    aliasOf: (key) =>
      `#_lyceum_${run}${Buffer.from(key).toString('hex')}:${server.serverName}` as RoomAlias,
  })
}
