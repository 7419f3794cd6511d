import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const classEdit = defineCommand({
  path: ['class', 'edit'],
  summary: 'class.edit.summary',
  args: [{ name: '<id>', text: 'argument.class' }],
  options: {
    school: text('--school <id>', 'option.school'),
    name: text('--name <name>', 'option.class-name'),
  },
  examples: ['class edit C5A --name 5Б'],
  async run(input) {
    const { args, options, output, t } = input
    const { name } = options
    const given = args[0] ?? ''
    if (name === undefined) {
      const hint = `lyceum class edit ${given} --name NAME`
      throw new LyceumError('usage', t('chat.no-edit'), { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { openEngine } = await import('../../engine.ts')
    const { endOf } = await import('../../changing.ts')
    const { classRow, reportClass, schoolOfClass } = await import('../../classes.ts')
    const { checkLabel, renameClass } = await import('@lyceum/core/provision/classes.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const id = classId(given)
    const school = await schoolOfClass(store, id, options.school)
    checkLabel(school, name, id)
    const engine = await openEngine(input, config)
    const renamed = await renameClass(engine, school, { id, label: name }, 'operator')
    const told = t('class.changed', { id, name: renamed.class.label })
    reportClass(await classRow(store, school, id), output, told)
    output.note(t('class.roster'))
    return endOf(renamed, output, t)
  },
})
