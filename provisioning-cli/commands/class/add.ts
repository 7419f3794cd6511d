import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const classAdd = defineCommand({
  path: ['class', 'add'],
  summary: 'class.add.summary',
  options: {
    school: text('--school <id>', 'option.school'),
    name: text('--name <name>', 'option.class-name'),
    id: text('--id <id>', 'option.class-id'),
  },
  examples: ['class add --name 1А', 'class add --name 5A --id C5A --school S17'],
  async run(input) {
    const { options, output, t } = input
    const { name, id } = options
    if (name === undefined || (id !== undefined && !/^\S{1,255}$/.test(id))) {
      const message = t(name === undefined ? 'class.no-name' : 'class.wrong-id')
      const hint = 'lyceum class add --name NAME'
      throw new LyceumError('usage', message, { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { theSchool } = await import('../../selection.ts')
    const { endOf, openForJoins } = await import('../../changing.ts')
    const { classRow, reportClass } = await import('../../classes.ts')
    const { addClass, checkNewClass } = await import('@lyceum/core/provision/classes.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const school = await theSchool(store, options.school)
    const wanted = id === undefined ? undefined : classId(id)
    checkNewClass(school, name, wanted)
    const engine = await openForJoins(input, config)
    const added = await addClass(engine, school, name, 'operator', wanted)
    const told = t('class.made', { id: added.class.id, name: added.class.label })
    reportClass(await classRow(store, school, added.class.id), output, told)
    return endOf(added, output, t)
  },
})
