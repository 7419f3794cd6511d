import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const schoolShow = defineCommand({
  path: ['school', 'show'],
  summary: 'school.show.summary',
  args: [{ name: '[id]', text: 'argument.school' }],
  options: {},
  examples: ['school show', 'school show S17', 'school show S17 --json'],
  async run(input) {
    const { args, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { theSchool } = await import('../../selection.ts')
    const { countPeople, schoolRow } = await import('../../school-rows.ts')
    const { renderTable } = await import('../../output/table.ts')
    const store = await openDatabase(input, await readConfig(input))
    const row = await schoolRow(store, await theSchool(store, args[0]))
    if (output.asJson) {
      output.printJson({ school: row })
      return exitCodes.done
    }
    output.print(output.style('bold', row.school_name))
    output.print(`  ${t('column.school')}: ${row.school}`)
    for (const [role, count] of countPeople(row)) output.print(`  ${t(`role.${role}`)}: ${count}`)
    output.print(`  ${t('column.rooms')}: ${row.rooms}`)
    output.print(`  ${t('school.sources')}: ${row.sources.join(', ') || '-'}`)
    const heads = [t('column.class'), t('column.id-of'), t('role.pupil'), t('role.teacher')]
    const classes = row.classes.map((one) => [
      one.class_name,
      one.class,
      String(one.pupils),
      String(one.teachers),
    ])
    if (classes.length > 0) {
      output.print('')
      for (const line of renderTable([heads, ...classes])) output.print(line)
    }
    return exitCodes.done
  },
})
