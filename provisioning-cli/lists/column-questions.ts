/** Asks at a terminal which column of a list is what. */
import { roles, type Role } from '@lyceum/core/school/people.ts'
import type { CommandInput } from '../command.ts'
import type { Prompt } from '../output/prompt.ts'
import { fields, type Field } from '../roster/tables/fields.ts'
import type { ColumnMapping, ColumnQuestion } from '../roster/tables/understanding.ts'

/** Undefined when everything was skipped: nothing is remembered then, and the next run asks again. */
export async function askAboutColumns(
  question: ColumnQuestion,
  prompt: Prompt,
  { output, t }: Pick<CommandInput<unknown>, 'output' | 't'>,
): Promise<ColumnMapping | undefined> {
  const { file, sheet } = question
  output.complain(t('columns.intro', { file: sheet === undefined ? file : `${file}, ${sheet}` }))
  output.complain(listed(fields.map((field) => t(`field.${field}`))))
  const columns: (Field | undefined)[] = question.columns.map(({ field, isAsked }) =>
    isAsked ? undefined : field,
  )
  let answers = 0
  for (const [at, { header, field: guess, isAsked }] of question.columns.entries()) {
    if (!isAsked) continue
    const usual = guess === undefined ? t('columns.skip') : t(`field.${guess}`)
    const answer = await choose({
      text: t('columns.question', { number: at + 1, header, usual }),
      choices: fields,
      isFree: (field) => field === 'parent' || !columns.includes(field),
    })
    columns[at] = answer ?? guess
    if (columns[at] !== undefined) answers += 1
  }
  const role = await roleOfAll(columns)
  if (role !== undefined) answers += 1
  const isWhole = columns.includes('fullName') || hasBothNames(columns)
  // With all questions skipped there is something to remember only if the list can be read without the answers.
  if (answers === 0 && (!isWhole || question.asksRole(columns))) return undefined
  return { columns, ...(role === undefined ? {} : { role }) }

  async function roleOfAll(found: readonly (Field | undefined)[]): Promise<Role | undefined> {
    if (!question.asksRole(found)) return undefined
    const names = listed(roles.map((one) => t(`role.${one}`)))
    const text = `${names}\n${t('columns.role')}`
    return choose({ text, choices: roles, isFree: () => true })
  }

  /** Asks until there is a number of the list, or nothing. */
  async function choose<Choice>(wanted: {
    readonly text: string
    readonly choices: readonly Choice[]
    isFree(choice: Choice): boolean
  }): Promise<Choice | undefined> {
    for (;;) {
      const answer = await prompt.ask(wanted.text)
      if (answer === '') return undefined
      const choice = /^\d{1,2}$/.test(answer) ? wanted.choices[Number(answer) - 1] : undefined
      if (choice === undefined)
        output.complain(t('columns.number', { last: wanted.choices.length }))
      else if (wanted.isFree(choice)) return choice
      else output.complain(t('columns.taken'))
    }
  }
}

function hasBothNames(columns: readonly (Field | undefined)[]): boolean {
  return columns.includes('familyName') && columns.includes('givenName')
}

function listed(names: readonly string[]): string {
  return names.map((name, at) => `  ${at + 1} ${name}`).join('\n')
}
