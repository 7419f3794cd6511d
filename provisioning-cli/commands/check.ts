import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { roles, type Role, type School } from '@lyceum/core/school/people.ts'
import type { RosterProblem } from '@lyceum/core/school/roster.ts'
import { defineCommand, text, type CommandInput } from '../command.ts'
import type { ListChoices } from '../lists/list-input.ts'
import { listOptions } from '../options.ts'
import type { RefusedRows } from '../roster-input.ts'
import type { UnderstoodColumns } from '../roster/tables/understanding.ts'

export const check = defineCommand({
  path: ['check'],
  summary: 'check.summary',
  args: [
    { name: '[roster]', text: 'argument.roster' },
    { name: '[refused]', text: 'argument.refused' },
  ],
  options: { ...listOptions, refused: text('--refused <file>', 'option.refused') },
  examples: [
    'check roster/',
    'check list.xlsx --json',
    'check roster/ --refused refused.csv',
    'check',
  ],
  async run(input) {
    const { output, t, args, options } = input
    const [path, mended] = args
    const { refused } = options
    let refusedRows = ''
    const lists: UnderstoodColumns[] = []
    const choices = {
      ...options,
      tell: (list: UnderstoodColumns) => void lists.push(list),
      mended,
      ...(refused === undefined ? {} : { onRefused: (csv: string) => void (refusedRows = csv) }),
    }
    const { schools, problems } =
      path === undefined ? await storedSchools(input) : await givenRoster(input, path, choices)
    const summary = await summarise(schools)
    const { columnsDocument, describeColumns } = await import('../lists/describe-columns.ts')
    if (output.asJson) {
      const told = lists.length === 0 ? {} : { lists: lists.map(columnsDocument) }
      output.printJson({ format: 1, ...summary, ...told, problems })
    } else {
      for (const line of lists.flatMap((list) => describeColumns(list, t))) output.print(line)
      const { schools: count, classes, people } = summary
      output.print(t('check.found', { count, classes }))
      for (const role of roles) output.print(`  ${t(`role.${role}`)}: ${people[role]}`)
      const errors = countErrors(problems)
      output.print(t('check.problems', { errors, warnings: problems.length - errors }))
    }
    if (refused !== undefined) await writeRefused(input, path ?? '', refused, refusedRows)
    return countErrors(problems) > 0 ? exitCodes.badInput : exitCodes.done
  },
})

interface Found {
  readonly schools: readonly School[]
  readonly problems: readonly RosterProblem[]
}

async function givenRoster(
  input: CommandInput<unknown>,
  path: string,
  choices: ListChoices & RefusedRows,
): Promise<Found> {
  const { readRosterFor } = await import('../roster-input.ts')
  const { findPlace, readConfig } = await import('../installation.ts')
  const { existsSync } = await import('node:fs')
  // A roster can be checked before there is an installation.
  const isInstalled = existsSync(findPlace(input.options, input.io).file)
  const config = isInstalled ? await readConfig(input) : undefined
  return readRosterFor(input, path, config, choices)
}

async function writeRefused(
  { io, output, t }: CommandInput<unknown>,
  path: string,
  given: string,
  rows: string,
): Promise<void> {
  if (rows === '') return output.note(t('check.refused-none'))
  const { resolve } = await import('node:path')
  const { existsSync, readFileSync } = await import('node:fs')
  const { isRefusedFile } = await import('../roster/refused/cells.ts')
  const file = resolve(io.cwd, given)
  // One slip of the keyboard, and the roster itself would be overwritten.
  if (existsSync(file) && !isRefusedFile(readFileSync(file, 'utf8'))) {
    throw new LyceumError('not-written', t('check.refused-exists', { file: given }), {
      hint: t('check.refused-exists-hint'),
      exitCode: exitCodes.usage,
    })
  }
  const { writePrivateFile } = await import('../private-file.ts')
  writePrivateFile(file, rows)
  output.note(t('check.refused', { file: given, command: `lyceum check ${path} ${given}` }))
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
