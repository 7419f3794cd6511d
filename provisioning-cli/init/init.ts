/**
 * `lyceum init`: an installation on a homeserver that exists. It writes files into one folder and touches nothing of the
 * homeserver; what has to be done there is printed.
 */
import { relative, resolve } from 'node:path'
import { readPassword } from '@lyceum/core/config/secrets.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { CommandInput } from '../command.ts'
import { openPrompt, type Prompt } from '../output/prompt.ts'
import { getAnswers } from './ask.ts'
import { answersOf, filesIn, readPresent, writeInitFiles } from './files.ts'
import { renderNextSteps } from './next-steps.ts'
import { promoteBot, type RightFiles } from './promote.ts'
import type { Answers, InitOptions } from './questions.ts'

export interface InitCommandOptions extends InitOptions {
  readonly dir: string | undefined
  readonly internalHost: string | undefined
  readonly appserviceUrl: string | undefined
  readonly synapseFolder: string | undefined
  readonly yes: boolean | undefined
}

export async function initialise(
  input: CommandInput<unknown>,
  options: InitCommandOptions,
): Promise<void> {
  const { io, output, t } = input
  const folder = folderOf(input, options)
  const present = await readPresent(folder)
  const prompt = openTerminal(input, options)
  if (present !== undefined) {
    checkServerName(input, options.serverName, present.serverName, folder)
    await askToChange(input, options, folder, prompt)
  }
  const answers = await getAnswers({
    given: options,
    before: present === undefined ? {} : answersOf(present),
    t,
    prompt,
    note: (text) => output.complain(text),
  })
  checkServerName(input, answers.serverName, present?.serverName, folder)
  await checkPasswordFile(answers, io.cwd)
  const placing = {
    folder,
    cwd: io.cwd,
    internalHost: options.internalHost,
    appserviceUrl: options.appserviceUrl,
    synapseFolder: options.synapseFolder ?? '/etc/matrix-synapse',
  }
  const config = await writeInitFiles(answers, placing, present)
  const files = filesIn(folder)
  if (output.asJson) {
    output.printJson({ format: 1, folder, ...files })
    return
  }
  for (const line of renderNextSteps(config, files, placing, t)) output.print(line)
}

/** The homeserver must know the registration by now. */
export async function makeBotAdministrator(
  input: CommandInput<unknown>,
  options: InitCommandOptions & RightFiles,
): Promise<void> {
  const { io, output, t } = input
  const folder = folderOf(input, options)
  const config = await readPresent(folder)
  if (config === undefined) {
    throw new LyceumError(
      'no-installation',
      t('installation.none', { file: filesIn(folder).config }),
      {
        hint: t('init.first'),
        exitCode: exitCodes.usage,
      },
    )
  }
  const user = await promoteBot(input, config, options)
  if (output.asJson) output.printJson({ format: 1, administrator: user })
  else {
    const file = relative(io.cwd, filesIn(folder).config)
    output.print(t('init.promoted', { user }))
    output.print(t('init.promoted-next', { file }))
  }
}

function folderOf(
  { io, options: { data } }: CommandInput<unknown>,
  { dir }: { dir?: string | undefined },
): string {
  return resolve(io.cwd, dir ?? data ?? 'lyceum')
}

function openTerminal(
  input: CommandInput<unknown>,
  { yes }: InitCommandOptions,
): Prompt | undefined {
  if (yes === true || input.io.stdin.isTTY !== true) return undefined
  const prompt = openPrompt(input.io, input.t)
  input.onEnd(() => prompt.close())
  return prompt
}

async function askToChange(
  { t }: CommandInput<unknown>,
  { yes }: InitCommandOptions,
  folder: string,
  prompt: Prompt | undefined,
): Promise<void> {
  if (yes === true) return
  const question = `${t('init.present', { folder })} ${t('confirm.choices')}`
  if (prompt !== undefined && /^(y|yes|д|да)$/i.test(await prompt.ask(question))) return
  throw new LyceumError('present', t('init.kept', { folder }), { hint: t('init.kept-hint') })
}

function checkServerName(
  { t }: CommandInput<unknown>,
  wanted: string | undefined,
  found: string | undefined,
  folder: string,
): void {
  if (wanted === undefined || found === undefined || wanted === found) return
  throw new LyceumError('server-name-fixed', t('init.server-name-fixed', { folder, found }), {
    hint: t('init.server-name-fixed-hint'),
    exitCode: exitCodes.usage,
  })
}

/** Before anything is written: a configuration that names a file that nobody can use would not load. */
async function checkPasswordFile({ postgresPasswordFile }: Answers, cwd: string): Promise<void> {
  await readPassword(postgresPasswordFile, cwd, (message) => {
    throw new LyceumError('usage', `--postgres-password-file: ${message}`, {
      exitCode: exitCodes.usage,
    })
  })
}
