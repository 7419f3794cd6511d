import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, list, text } from '../../command.ts'

export const personEdit = defineCommand({
  path: ['person', 'edit'],
  summary: 'person.edit.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {
    school: text('--school <id>', 'option.school'),
    name: text('--name <name>', 'option.name-new'),
    subject: list('--subject <name>', 'option.applicant-subject'),
    class: text('--class <id>', 'option.subject-class'),
  },
  examples: [
    'person edit T17 --name "Anna Petrova"',
    'person edit T17 --class C5A --subject Art,Music',
  ],
  async run(input) {
    const { args, options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { schoolOfPerson } = await import('../../ending.ts')
    const { splitFullName } = await import('@lyceum/core/school/full-name.ts')
    const { classId, personId } = await import('@lyceum/core/school/ids.ts')
    const { name: given, subject: subjects } = options
    const name = given === undefined ? undefined : splitFullName(given)?.parts
    if ((given !== undefined && name === undefined) || (given ?? subjects) === undefined) {
      const message = t(given === undefined ? 'chat.no-edit' : 'applications.one-word')
      const hint = `lyceum person edit ${args[0] ?? 'ID'} --name NAME`
      throw new LyceumError('usage', message, { hint, exitCode: exitCodes.usage })
    }
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const person = personId(args[0] ?? '')
    const school = await schoolOfPerson(store, person, options.school)
    const { openEngine } = await import('../../engine.ts')
    const { correctPerson } = await import('@lyceum/core/provision/correct-person.ts')
    const engine = await openEngine(input, config)
    const cls = options.class === undefined ? undefined : classId(options.class)
    const names = name && { ...name, middleName: name.middleName ?? null }
    await correctPerson(engine, school, person, { ...names, class: cls, subjects }, 'operator')
    const what = { person, school: school.info.id }
    if (output.asJson) output.printJson({ edited: what })
    else output.print(t('person.edit.done', what))
    output.note(t('person.edit.roster'))
    return exitCodes.done
  },
})
