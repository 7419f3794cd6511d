import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { roles } from '@lyceum/core/school/people.ts'
import { choice, defineCommand, list, text } from '../../command.ts'

export const personAdd = defineCommand({
  path: ['person', 'add'],
  summary: 'person.add.summary',
  options: {
    school: text('--school <id>', 'option.school'),
    name: text('--name <name>', 'option.person-name'),
    person: text('--person <id>', 'option.add-person'),
    role: choice('--role <role>', 'option.add-role', roles),
    class: text('--class <id>', 'option.add-class'),
    child: text('--child <id>', 'option.add-child'),
    subject: list('--subject <name>', 'option.add-subject'),
  },
  examples: [
    'person add --role pupil --class C5A --name "Petrova Anna"',
    'person add --role teacher --class C5A --subject Art,Music --name "Ivanov Ivan"',
    'person add --role parent --child P17 --name "Petrova Olga"',
    'person add --role administrator --name "Sidorova Maria" --json',
    'person add --person T4 --role teacher --class C1A --subject Art',
  ],
  async run(input) {
    const { options, output, t } = input
    const { name, person: existing, subject: subjects } = options
    if ((name === undefined) === (existing === undefined) || options.role === undefined) {
      const hint = 'lyceum person add --role ROLE --name NAME'
      throw new LyceumError('usage', t('person.add.needs'), { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectMembers, theSchool } = await import('../../selection.ts')
    const { newPerson } = await import('../../add-person.ts')
    const { endOf, openForJoins } = await import('../../changing.ts')
    const { openEngine } = await import('../../engine.ts')
    const { personRows } = await import('../../people-rows.ts')
    const { addPerson, planPersonAdd } = await import('@lyceum/core/provision/add-person.ts')
    const { waitingPeople } = await import('@lyceum/core/provision/person-state.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const school = await theSchool(store, options.school)
    const wanted = newPerson(school, { ...options, existing, subjects })
    planPersonAdd(school, wanted)
    const mayJoin = existing !== undefined || config.accounts?.mode === 'ahead'
    const open = mayJoin ? openForJoins : openEngine
    const added = await addPerson(await open(input, config), school, wanted, 'operator')
    const { id } = added
    if (output.asJson) {
      const selection = { school: school.info.id, class: undefined, role: undefined, person: id }
      const [person] = personRows(await selectMembers(store, selection), await waitingPeople(store))
      output.printJson({ person })
    } else output.print(t('person.added', { id }))
    if (existing === undefined) output.note(t('person.add.link', { id }))
    return endOf(added, output, t)
  },
})
