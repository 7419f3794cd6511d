import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const classList = defineCommand({
  path: ['class', 'list'],
  summary: 'class.list.summary',
  options: { school: text('--school <id>', 'option.school') },
  examples: ['class list', 'class list --school S17 --json'],
  async run(input) {
    const { options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectSchools } = await import('../../selection.ts')
    const { compareLabels } = await import('../../places.ts')
    const { describeClass } = await import('@lyceum/core/school/describe-class.ts')
    const { renderTable } = await import('../../output/table.ts')
    const store = await openDatabase(input, await readConfig(input))
    const classes = []
    for (const { id } of await selectSchools(store, options.school)) {
      const school = await store.schools.load(id)
      if (school === undefined) continue
      const sorted = school.classes.toSorted((a, b) => compareLabels(a.label, b.label))
      classes.push(...sorted.map((one) => describeClass(school, one)))
    }
    if (output.asJson) {
      output.printJson({ classes })
      return exitCodes.done
    }
    const heads = [
      t('column.class'),
      t('column.id-of'),
      t('column.school'),
      t('role.pupil'),
      t('role.teacher'),
      t('role.parent'),
      t('column.class-teachers'),
    ]
    const rows = classes.map((one) => [
      one.name,
      one.id,
      one.school,
      String(one.pupils),
      String(one.teachers),
      String(one.parents),
      one.class_teachers.map(({ name }) => name).join(', ') || '-',
    ])
    for (const line of renderTable([heads, ...rows])) output.print(line)
    return exitCodes.done
  },
})
