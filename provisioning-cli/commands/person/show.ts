import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const personShow = defineCommand({
  path: ['person', 'show'],
  summary: 'person.show.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {},
  examples: ['person show P17', 'person show P17 --json'],
  async run(input) {
    const { args, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectMembers, unknown } = await import('../../selection.ts')
    const { personRows, rowsWithoutRole } = await import('../../people-rows.ts')
    const { waitingPeople } = await import('@lyceum/core/provision/person-state.ts')
    const { invitationRow, newestInvitations } = await import('../../invitations.ts')
    const store = await openDatabase(input, await readConfig(input))
    const id = args[0] ?? ''
    const nobody = { school: undefined, class: undefined, role: undefined, person: undefined }
    const all = await selectMembers(store, nobody)
    const members = all.filter((member) => member.person.id === id)
    const present = personRows(members, await waitingPeople(store))
    const others = await rowsWithoutRole(store, nobody, new Set(all.map(({ person }) => person.id)))
    const row = [...present, ...others].find((one) => one.id === id)
    if (row === undefined)
      throw unknown('person', id, [...all.map(({ person }) => person), ...others])
    const newest = await newestInvitations(store, members, new Date(io.now()).toISOString())
    const [member] = members
    const invitation =
      member === undefined ? null : invitationRow(member, newest.get(member.person.id))
    if (output.asJson) {
      output.printJson({ person: row, invitation })
      return exitCodes.done
    }
    output.print(output.style('bold', row.name ?? row.id))
    output.print(`  ${t('column.person')}: ${row.id}`)
    output.print(`  ${t('column.state')}: ${t(`person.state.${row.state}`)}`)
    output.print(`  ${t('column.account')}: ${row.user_id ?? '-'}`)
    for (const role of row.roles) {
      const told = t(`role.one.${role.role as 'pupil'}`)
      const subjects = role.subjects.length === 0 ? '' : ` (${role.subjects.join(', ')})`
      output.print(`  ${told}, ${role.class_name ?? role.school_name}${subjects}`)
    }
    if (row.roles.length === 0 && row.state !== 'ended') output.print(`  ${t('person.no-role')}`)
    if (invitation !== null && row.state === 'invited') {
      output.print(`  ${t('column.status')}: ${t(`invites.status.${invitation.status}`)}`)
    }
    return exitCodes.done
  },
})
