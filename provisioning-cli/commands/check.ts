import { exitCodes } from '@lyceum/core/errors.ts'
import { roles, type Role, type School } from '@lyceum/core/school/people.ts'
import type { RosterProblem } from '@lyceum/core/school/roster.ts'
import { defineCommand, type CommandInput } from '../command.ts'

export const check = defineCommand({
  path: ['check'],
  summary: 'check.summary',
  args: [{ name: '[roster]', text: 'argument.roster' }],
  options: {},
  examples: ['check roster/', 'check roster.zip --json', 'check'],
  async run(input) {
    const { output, t, args } = input
    const [path] = args
    const { schools, problems } =
      path === undefined ? await storedSchools(input) : await givenRoster(input, path)
    const summary = await summarise(schools)
    if (output.asJson) output.printJson({ format: 1, ...summary, problems })
    else {
      const { schools: count, classes, people } = summary
      output.print(t('check.found', { count, classes }))
      for (const role of roles) output.print(`  ${t(`role.${role}`)}: ${people[role]}`)
      const errors = countErrors(problems)
      output.print(t('check.problems', { errors, warnings: problems.length - errors }))
    }
    return countErrors(problems) > 0 ? exitCodes.badInput : exitCodes.done
  },
})

interface Found {
  readonly schools: readonly School[]
  readonly problems: readonly RosterProblem[]
}

async function givenRoster(input: CommandInput<unknown>, path: string): Promise<Found> {
  const { readRosterFor } = await import('../roster-input.ts')
  const { findPlace, readConfig } = await import('../installation.ts')
  const { existsSync } = await import('node:fs')
  // A roster can be checked before there is an installation.
  const isInstalled = existsSync(findPlace(input.options, input.io).file)
  return readRosterFor(input, path, isInstalled ? await readConfig(input) : undefined)
}

async function storedSchools(input: CommandInput<unknown>): Promise<Found> {
  const { openDatabase, readConfig } = await import('../installation.ts')
  const store = await openDatabase(input, await readConfig(input))
  const infos = await store.schools.list()
  const schools = await Promise.all(infos.map(({ id }) => store.schools.load(id)))
  return { schools: schools.filter((school) => school !== undefined), problems: [] }
}

async function summarise(schools: readonly School[]) {
  const { countRoles } = await import('../places.ts')
  const people: Record<Role, number> = { administrator: 0, teacher: 0, pupil: 0, parent: 0 }
  let classes = 0
  for (const school of schools) {
    classes += school.classes.length
    const counts = countRoles(school)
    for (const role of roles) people[role] += counts[role]
  }
  return { schools: schools.length, classes, people }
}

function countErrors(problems: readonly RosterProblem[]): number {
  return problems.filter((problem) => problem.severity === 'error').length
}
