/** Applications are accepted or declined from the command line: any number, each by itself. */
import { exitCodes, LyceumError, type ExitCode } from '@lyceum/core/errors.ts'
import {
  type Decided,
  decideApplications,
  type Decision,
} from '@lyceum/core/provision/letting-in/decide.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { describeApplication } from '@lyceum/core/school/describe-application.ts'
import type { CommandInput } from './command.ts'
import { openEngine } from './engine.ts'
import type { Translate } from './i18n/texts.ts'
import { openDatabase, readConfig } from './installation.ts'
import { ensureAppservice } from './supervise/ensure-appservice.ts'

/**
 * All decided: 0. None: 1. Some, or what was decided is not done yet: 3; the running service carries it on, and so does
 * the next command that is told to.
 */
export async function decide(
  input: CommandInput<unknown>,
  ids: readonly string[],
  decision: Decision,
): Promise<ExitCode> {
  const { output, t } = input
  const config = await readConfig(input)
  // Before any server is started for it.
  await requireKnown(await openDatabase(input, config), ids, t)
  const engine = await openEngine(input, config)
  // Whoever is accepted is brought into rooms.
  if (decision.state === 'accepted') await ensureAppservice(input, config)
  const results = await decideApplications(engine, ids, decision)
  const done = results.filter((one) => one.state === 'decided')
  const refused = results.filter((one) => one.state !== 'decided')
  const unfinished = await findUnfinished(
    engine,
    done.map(({ application }) => application),
  )
  if (output.asJson) {
    output.printJson({
      applications: await Promise.all(done.map(({ application }) => rowOf(engine, application))),
      refused: refused.map((one) => ({ id: one.id, problem: problemOf(one) })),
      pending: unfinished.length,
    })
  } else {
    for (const { application } of done) {
      const row = await rowOf(engine, application)
      output.print(t(`applications.${decision.state}`, { id: row.id, name: row.full_name }))
    }
  }
  for (const one of refused) output.warn(describeRefusal(one, t))
  if (unfinished.length > 0) {
    output.fail(t('applications.unfinished', { count: unfinished.length }), t('apply.partly-hint'))
  }
  if (done.length === 0) return exitCodes.failure
  return refused.length + unfinished.length === 0 ? exitCodes.done : exitCodes.partlyApplied
}

async function requireKnown(
  { applications }: Pick<Engine['store'], 'applications'>,
  ids: readonly string[],
  t: Translate,
): Promise<void> {
  const found = await Promise.all(ids.map((id) => applications.find(id)))
  const id = ids.find((_, at) => found[at] === undefined)
  if (id === undefined) return
  throw new LyceumError('unknown-application', t('applications.unknown', { id }), {
    hint: 'lyceum applications list',
  })
}

/** A pupil whom somebody must still confirm is where the decision puts it. */
async function findUnfinished(
  { store }: Engine,
  decided: readonly Application[],
): Promise<readonly Application[]> {
  const unfinished: Application[] = []
  for (const application of decided) {
    const { isDone, school, person } = application
    if (isDone) continue
    const asked = person === undefined ? undefined : await store.confirmations.find(school, person)
    if (asked?.state !== 'waiting') unfinished.push(application)
  }
  return unfinished
}

async function rowOf({ store }: Engine, application: Application) {
  const school = await store.schools.load(application.school)
  if (school === undefined) throw new Error('an application of a school that is not there')
  return describeApplication(application, school)
}

type Refused = Exclude<Decided, { readonly state: 'decided' }> & { readonly id: string }

function problemOf(refused: Refused): string {
  if (refused.state === 'cannot-accept') return refused.problem
  return refused.state === 'not-allowed' ? refused.reason : refused.state
}

function describeRefusal(refused: Refused, t: Translate): string {
  const { id } = refused
  switch (refused.state) {
    case 'cannot-accept':
      return t(`applications.problem.${refused.problem}`, { id })
    case 'already-decided': {
      const state = t(`applications.state.${refused.application.state}`)
      return t('applications.already', { id, state })
    }
    case 'not-allowed':
    case 'unknown':
      return t('applications.unknown', { id })
  }
}
