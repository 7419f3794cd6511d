import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const classShow = defineCommand({
  path: ['class', 'show'],
  summary: 'class.show.summary',
  args: [{ name: '<id>', text: 'argument.class' }],
  options: { school: text('--school <id>', 'option.school') },
  examples: ['class show C5A', 'class show C5A --json'],
  async run(input) {
    const { args, options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { classRow, printClass, schoolOfClass } = await import('../../classes.ts')
    const { selectMembers } = await import('../../selection.ts')
    const { personRows } = await import('../../people-rows.ts')
    const { waitingPeople } = await import('@lyceum/core/provision/person-state.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const { renderTable } = await import('../../output/table.ts')
    const store = await openDatabase(input, await readConfig(input))
    const id = classId(args[0] ?? '')
    const school = await schoolOfClass(store, id, options.school)
    const row = await classRow(store, school, id)
    const selection = { school: school.info.id, class: id, role: undefined, person: undefined }
    const members = await selectMembers(store, selection)
    const people = personRows(members, await waitingPeople(store))
    if (output.asJson) {
      output.printJson({ class: { ...row, people } })
      return exitCodes.done
    }
    printClass(row, output, t)
    if (people.length === 0) return exitCodes.done
    const heads = ['person', 'name', 'role', 'state'] as const
    const lines = people.map((one) => [
      one.id,
      one.name ?? '-',
      [...new Set(one.roles.filter((role) => role.class === id).map(({ role }) => role))]
        .map((role) => t(`role.one.${role as 'pupil'}`))
        .join(', '),
      t(`person.state.${one.state}`),
    ])
    output.print('')
    for (const line of renderTable([heads.map((head) => t(`column.${head}`)), ...lines])) {
      output.print(line)
    }
    return exitCodes.done
  },
})
