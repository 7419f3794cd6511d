/** What a list of people needs besides the file: its school, and what its columns are. */
import { extname } from 'node:path'
import { nearest } from '@lyceum/core/config/nearest.ts'
import type { Config } from '@lyceum/core/config/settings.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { CommandInput } from '../command.ts'
import { openDatabase } from '../installation.ts'
import { openPrompt, type Prompt } from '../output/prompt.ts'
import type { GivenSchool, RosterOptions } from '../roster/options.ts'
import { foldWord } from '../roster/text.ts'
import type { ColumnOptions, UnderstoodColumns } from '../roster/tables/understanding.ts'
import { askAboutColumns } from './column-questions.ts'
import { loadMappings, saveMapping } from './mappings.ts'

export interface ListChoices {
  /** `--school`: id or name. */
  readonly school?: string | undefined
  /** `--role`: of everybody in a list without a column for it. */
  readonly role?: Role | undefined
  /** Unknown columns are asked about, where there is a terminal. */
  readonly asks?: boolean
  readonly tell?: (columns: UnderstoodColumns) => void
}

type ListOptions = Pick<RosterOptions, 'school' | 'storedSchools' | 'role' | 'columns'>

export interface ListInput {
  readonly options: ListOptions
  /** When the list is read: whatever is asked afterwards is asked by somebody else. */
  close(): void
}

/** Nothing for formats that say it all themselves. Throws `school-unknown` for what looks misspelt. */
export async function openListInput(
  input: CommandInput<unknown>,
  path: string,
  config: Config | undefined,
  choices: ListChoices,
): Promise<ListInput> {
  if (!['.csv', '.tsv', '.txt', '.xlsx'].includes(extname(path).toLowerCase())) {
    return { options: {}, close() {} }
  }
  const { school, role } = choices
  const columns = await columnOptions(input, config, choices)
  const options = {
    ...(await schoolOptions(input, config, school)),
    ...(role === undefined ? {} : { role }),
    columns: columns.options,
  }
  return { options, close: () => columns.close() }
}

async function schoolOptions(
  input: CommandInput<unknown>,
  config: Config | undefined,
  wanted: string | undefined,
): Promise<Pick<ListOptions, 'school' | 'storedSchools'>> {
  const store = config === undefined ? undefined : await openDatabase(input, config)
  const infos = (await store?.schools.list()) ?? []
  const storedSchools = infos.map(({ id }) => id)
  const only = infos.length === 1 ? infos[0] : undefined
  const found =
    wanted === undefined
      ? only
      : infos.find(({ id, name }) => id === wanted || foldWord(name) === foldWord(wanted))
  if (store !== undefined && found !== undefined) {
    return { school: await knownSchool(store, found), storedSchools }
  }
  if (wanted === undefined) return { storedSchools }
  const near = nearest(wanted, [...storedSchools, ...infos.map(({ name }) => name)])
  if (near !== undefined) {
    throw new LyceumError('school-unknown', input.t('lists.no-school', { school: wanted }), {
      hint: input.t('usage.did-you-mean', { suggestion: near }),
      exitCode: exitCodes.usage,
    })
  }
  // A new school: what has the form of an id is one, anything else is the name that an id is made from.
  const isId = /^[\w.@-]{1,64}$/.test(wanted)
  return { school: { ...(isId ? { id: wanted } : {}), name: wanted }, storedSchools }
}

type Info = Awaited<ReturnType<Store['schools']['list']>>[number]

async function knownSchool(store: Store, info: Info): Promise<GivenSchool> {
  const stored = await store.schools.load(info.id)
  const { id, name } = info
  return { id, name, ...(stored === undefined ? {} : { stored }) }
}

async function columnOptions(
  input: CommandInput<unknown>,
  config: Config | undefined,
  { asks, tell }: ListChoices,
): Promise<{ options: ColumnOptions; close(): void }> {
  const folder = config?.folder
  const options = {
    saved: folder === undefined ? new Map() : await loadMappings(folder),
    ...(tell === undefined ? {} : { tell }),
  }
  if (asks !== true || folder === undefined || input.io.stdin.isTTY !== true) {
    return { options, close() {} }
  }
  let prompt: Prompt | undefined
  const ask: NonNullable<ColumnOptions['ask']> = async (question, shape) => {
    prompt ??= openPrompt(input.io, input.t)
    const mapping = await askAboutColumns(question, prompt, input)
    if (mapping === undefined) return undefined
    await saveMapping(folder, shape, mapping)
    input.output.note(input.t('columns.saved', { file: 'mappings.yaml' }))
    return mapping
  }
  return { options: { ...options, ask }, close: () => prompt?.close() }
}
