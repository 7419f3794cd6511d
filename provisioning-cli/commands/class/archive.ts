import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag, text } from '../../command.ts'

export const classArchive = defineCommand({
  path: ['class', 'archive'],
  summary: 'class.archive.summary',
  args: [{ name: '<id>', text: 'argument.class' }],
  options: {
    school: text('--school <id>', 'option.school'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: ['class archive C11A', 'class archive C11A --yes --json'],
  async run(input) {
    const { args, options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { schoolOfClass } = await import('../../classes.ts')
    const { closeClasses } = await import('@lyceum/core/school/close-classes.ts')
    const { archiveClass, findClass } = await import('@lyceum/core/provision/classes.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const id = classId(args[0] ?? '')
    const school = await schoolOfClass(store, id, options.school)
    const what = { id, name: findClass(school, id).label }
    if (options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      const count = closeClasses(school, new Set([id])).leaving.length
      if (!(await confirm(t('class.archive.question', { ...what, count }), io, t))) {
        output.note(t('chat.declined'))
        return exitCodes.failure
      }
    }
    const { openEngine } = await import('../../engine.ts')
    const { endOf } = await import('../../changing.ts')
    const engine = await openEngine(input, config)
    const closed = await archiveClass(engine, school, id, 'operator')
    const { leaving, failures } = closed
    if (output.asJson) {
      const archived = { id, school: school.info.id }
      output.printJson({ archived, left: leaving, pending: failures.length })
    } else output.print(t('class.archived', { ...what, count: leaving.length }))
    output.note(t('class.archive.roster', { id }))
    return endOf(closed, output, t)
  },
})
