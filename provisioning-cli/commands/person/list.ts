import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'
import { selectionOptions } from '../../options.ts'

export const personList = defineCommand({
  path: ['person', 'list'],
  summary: 'person.list.summary',
  options: selectionOptions,
  examples: ['person list --class C5A', 'person list --role teacher --json'],
  async run(input) {
    const { options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectMembers } = await import('../../selection.ts')
    const { personRows, rowsWithoutRole } = await import('../../people-rows.ts')
    const { waitingPeople } = await import('@lyceum/core/provision/person-state.ts')
    const { renderTable } = await import('../../output/table.ts')
    const store = await openDatabase(input, await readConfig(input))
    const waiting = await waitingPeople(store)
    const present = personRows(await selectMembers(store, options), waiting)
    const known = new Set(present.map((row) => row.id))
    const people = [...present, ...(await rowsWithoutRole(store, options, known))]
    if (output.asJson) {
      output.printJson({ people })
      return exitCodes.done
    }
    const heads = ['person', 'name', 'state', 'role', 'class', 'account'] as const
    const rows = people.map(({ id, name, state, roles, user_id }) => [
      id,
      name ?? '-',
      t(`person.state.${state}`),
      [...new Set(roles.map(({ role }) => t(`role.one.${role as 'pupil'}`)))].join(', ') || '-',
      [...new Set(roles.flatMap((role) => role.class_name ?? []))].join(', ') || '-',
      user_id ?? '-',
    ])
    for (const line of renderTable([heads.map((head) => t(`column.${head}`)), ...rows])) {
      output.print(line)
    }
    return exitCodes.done
  },
})
