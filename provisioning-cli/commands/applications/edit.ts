import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, list, text } from '../../command.ts'

export const applicationsEdit = defineCommand({
  path: ['applications', 'edit'],
  summary: 'applications.edit.summary',
  args: [{ name: '<id>', text: 'argument.application' }],
  options: {
    name: text('--name <name>', 'option.name-new'),
    class: list('--class <id>', 'option.applicant-class'),
    subject: list('--subject <name>', 'option.applicant-subject'),
    person: text('--person <id>', 'option.applicant-person'),
    child: text('--child <id>', 'option.applicant-child'),
  },
  examples: [
    'applications edit 4k7q2m9x --class C5B',
    'applications edit 4k7q2m9x --name "Anna Petrova" --subject Art,Music',
  ],
  async run(input) {
    const { args, options, output, t } = input
    const id = args[0] ?? ''
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { readCorrection, requireKnown } = await import('../../correcting.ts')
    const { describeApplication } = await import('@lyceum/core/school/describe-application.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const { school } = await requireKnown(store, id, t)
    const change = readCorrection(options, school, t)
    const { openEngine } = await import('../../engine.ts')
    const { correctApplication } = await import('@lyceum/core/provision/letting-in/correct.ts')
    const engine = await openEngine(input, config)
    const asked = { actor: 'operator', by: 'operator', change } as const
    const corrected = await correctApplication(engine, id, asked)
    if (corrected.state !== 'corrected') {
      const { describeWrong } = await import('../../correcting.ts')
      throw new LyceumError(corrected.state, describeWrong(id, corrected, t), {
        hint: 'lyceum applications list',
      })
    }
    const row = describeApplication(corrected.application, school)
    if (output.asJson) output.printJson({ application: row })
    else output.print(t('applications.edited', { id, name: row.full_name }))
    return exitCodes.done
  },
})
