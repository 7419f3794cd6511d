/**
 * Bench of the engine against the homeserver's lower bound and against a naive script, alternating in one run on one
 * homeserver: machines are noisy, ratios within a run are not. Run by `npm run bench`.
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { enter } from '@lyceum/core/provision/enter.ts'
import {
  apply,
  engineOn,
  giveAccount,
  planRoster,
  planStored,
} from '@lyceum/core/testing/engine.ts'
import { desiredRooms } from '@lyceum/core/school/desired.ts'
import { blueprint } from '@lyceum/core/school/blueprint.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import type { RoomAlias, UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { generateSchool } from '../examples/generate/school.ts'
import { fileStore } from './file-store.ts'
import { runBound } from './bound.ts'
import { startBenchHomeserver, type BenchHomeserver } from './homeserver.ts'
import { describeSample, measure, medianSample, renderTable, type Sample } from './measure.ts'
import { runNaive } from './naive.ts'

/** As many requests at a time as the engine allows itself. */
const concurrency = 6
const heading = ['', 'wall s', 'homeserver cpu s', 'requests', 'of bound']

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } })
const homeserver = await startBenchHomeserver()
try {
  await benchSchool(homeserver, Number(values.runs))
  await benchPeople(homeserver)
} finally {
  await homeserver.stop()
}

/** The sample school from nothing: rooms only, as an import makes them. */
async function benchSchool(server: BenchHomeserver, runs: number): Promise<void> {
  const school = generateSchool()
  const bounds: Sample[] = []
  const ours: Sample[] = []
  const replans: Sample[] = []
  for (let run = 0; run < runs; run += 1) {
    bounds.push(await measureBound(server, school))
    const { first, again } = await measureEngine(server, school)
    ours.push(first)
    replans.push(again)
    process.stderr.write(`run ${run + 1} of ${runs}\n`)
  }
  const bound = medianSample(bounds)
  const rows = [
    heading,
    describeSample('lower bound', bound, bound),
    describeSample('lyceum: plan and apply', medianSample(ours), bound),
    describeSample('lyceum: plan again', medianSample(replans), bound),
  ]
  const { people, classes } = school
  process.stdout.write(
    `A school of ${people.length} people and ${classes.length} classes, median of ${runs} alternating runs\n`,
  )
  process.stdout.write(`${renderTable(rows)}\n\n`)
}

async function measureBound(server: BenchHomeserver, school: School): Promise<Sample> {
  const rooms = roomsOf(server, school, new Map())
  return measure(server, async () => {
    return (await runBound({ homeserver: server, rooms, concurrency })).requests
  })
}

async function measureEngine(server: BenchHomeserver, school: School) {
  const engine = engineOn(server.connect(), await fileStore(), randomBytes(16).toString('hex'))
  const first = await measure(server, async () => {
    const { failures } = await apply(engine, await planRoster(engine, school))
    if (failures.length > 0) throw new Error('the engine did not finish')
    return engine.homeserver.requests
  })
  const before = engine.homeserver.requests
  const again = await measure(server, async () => {
    const plan = await planStored(engine, school.info.id)
    if (plan.actions.length > 0) throw new Error('the second plan is not empty')
    return engine.homeserver.requests - before
  })
  await engine.store.close()
  return { first, again }
}

/** A small school with everybody in it: what a naive script does at once, Lyceum does person by person at entering. */
async function benchPeople(server: BenchHomeserver): Promise<void> {
  const school = generateSchool({ pupils: 24, classes: 2, teachers: 8, parents: 28, seed: 5 })
  const accounts = new Map(
    school.people.map((one) => [
      one.id,
      `@naive-${one.id}:${server.serverName}`.toLowerCase() as UserId,
    ]),
  )
  const rooms = [...roomsOf(server, school, accounts).values()]
  const naive = await measure(server, () => {
    return runNaive({ homeserver: server, rooms, users: [...accounts.values()] })
  })
  const ours = await measure(server, () => everybodyEnters(server, school))
  const rows = [
    ['', 'wall s', 'homeserver cpu s', 'requests', 'of naive'],
    describeSample('naive script', naive, naive),
    describeSample('lyceum: apply, then all enter', ours, naive),
  ]
  process.stdout.write(
    `A school of ${school.people.length} people, everybody with a password in every room\n`,
  )
  process.stdout.write(`${renderTable(rows)}\n`)
}

async function everybodyEnters(server: BenchHomeserver, school: School): Promise<number> {
  const engine = engineOn(server.connect(), await fileStore(), randomBytes(16).toString('hex'))
  await apply(engine, await planRoster(engine, school))
  await Promise.all(
    school.people.map(async ({ id }) => {
      const user = await giveAccount(engine, school.info.id, id)
      const password = randomBytes(12).toString('hex')
      const [entry] = await Promise.all([
        enter(engine, id),
        engine.homeserver.setPassword(user, password, { endSessions: false }),
      ])
      await entry.complete
    }),
  )
  await engine.store.close()
  return engine.homeserver.requests
}

function roomsOf(
  server: BenchHomeserver,
  school: School,
  accounts: ReadonlyMap<School['people'][number]['id'], UserId>,
) {
  const run = randomBytes(8).toString('hex')
  return desiredRooms({
    school,
    rooms: blueprint(school, defaultBlueprint),
    accounts,
    aliasOf: (key) =>
      `#_lyceum_${run}${Buffer.from(key).toString('hex')}:${server.serverName}` as RoomAlias,
  })
}
