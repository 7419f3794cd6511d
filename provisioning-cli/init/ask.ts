/** Gets the answers: from the flags, at the terminal, from what is usual. All that is missing or wrong is told at once. */
import { problemOfValue } from '@lyceum/core/config/check-value.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Translate } from '../i18n/texts.ts'
import type { Prompt } from '../output/prompt.ts'
import { questions, type Answers, type InitOptions, type Question } from './questions.ts'

export interface AskOptions {
  readonly given: InitOptions
  /** Of an installation that is there already. */
  readonly before: Answers
  readonly t: Translate
  /** Undefined: nobody is there to answer. */
  readonly prompt: Prompt | undefined
  note(text: string): void
}

export async function getAnswers(options: AskOptions): Promise<Answers> {
  const { given, prompt, t } = options
  const answers: Partial<Record<keyof InitOptions, string>> = {}
  const problems: string[] = []
  for (const question of questions) {
    const { name, flag } = question
    const said = given[name]
    const isAsked = question.isAsked?.(answers) ?? true
    if (said !== undefined) {
      answers[name] = String(said)
      const problem = problemOf(question, String(said))
      if (problem !== undefined) problems.push(`${flag}: ${problem}`)
    } else if (isAsked && prompt !== undefined) {
      const answer = await ask(question, answers, options, prompt)
      if (answer !== undefined) answers[name] = answer
    } else if (isAsked) {
      const answer = usualOf(question, options)
      if (answer !== undefined) answers[name] = answer
      else if (question.isOptional !== true) problems.push(t('init.flag-missing', { flag }))
    }
  }
  if (problems.length > 0) {
    throw new LyceumError('usage', `${t('init.cannot')}\n  ${problems.join('\n  ')}`, {
      hint: t('init.cannot-hint'),
      exitCode: exitCodes.usage,
    })
  }
  return answers
}

async function ask(
  question: Question,
  answers: Answers,
  options: AskOptions,
  prompt: Prompt,
): Promise<string | undefined> {
  const usual = usualOf(question, options) ?? question.suggest?.(answers)
  const text = options.t(question.text) + (usual === undefined ? ':' : ` [${usual}]:`)
  for (;;) {
    const typed = await prompt.ask(text)
    const answer = typed === '' ? usual : typed
    if (answer === undefined && question.isOptional === true) return undefined
    const problem = answer === undefined ? options.t('init.needed') : problemOf(question, answer)
    if (problem === undefined) return answer
    options.note(`  ${problem}`)
  }
}

function usualOf({ name, usual }: Question, { before, t }: AskOptions): string | undefined {
  return before[name] ?? (name === 'language' ? t.language : usual)
}

function problemOf({ path, isNumber }: Question, answer: string): string | undefined {
  if (path === undefined) return undefined
  return problemOfValue(path, isNumber === true ? Number(answer) : answer)
}
