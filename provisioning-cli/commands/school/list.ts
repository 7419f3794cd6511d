import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const schoolList = defineCommand({
  path: ['school', 'list'],
  summary: 'school.list.summary',
  options: {},
  examples: ['school list', 'school list --json'],
  async run(input) {
    const { output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { schoolRow } = await import('../../school-rows.ts')
    const { renderTable } = await import('../../output/table.ts')
    const store = await openDatabase(input, await readConfig(input))
    const schools = []
    for (const { id } of await store.schools.list()) {
      const school = await store.schools.load(id)
      if (school !== undefined) schools.push(await schoolRow(store, school))
    }
    if (output.asJson) {
      output.printJson({ schools })
      return exitCodes.done
    }
    if (schools.length === 0) {
      output.note(t('status.no-schools'))
      return exitCodes.done
    }
    const heads = [
      ...(['school', 'name', 'classes'] as const).map((head) => t(`column.${head}`)),
      ...(['administrator', 'teacher', 'pupil', 'parent'] as const).map((one) => t(`role.${one}`)),
    ]
    const rows = schools.map(({ school, school_name, classes, people }) => [
      school,
      school_name,
      String(classes.length),
      ...[people.administrator, people.teacher, people.pupil, people.parent].map(String),
    ])
    for (const line of renderTable([heads, ...rows])) output.print(line)
    return exitCodes.done
  },
})
