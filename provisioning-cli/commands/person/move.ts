import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, flag, text } from '../../command.ts'

export const personMove = defineCommand({
  path: ['person', 'move'],
  summary: 'person.move.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {
    school: text('--school <id>', 'option.school'),
    to: text('--to <class>', 'option.move-to'),
    from: text('--from <class>', 'option.move-from'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: ['person move P17 --to C5B', 'person move T4 --from C4A --to C1A --yes'],
  async run(input) {
    const { args, options, output, t, io } = input
    const given = args[0] ?? ''
    if (options.to === undefined) {
      const hint = `lyceum person move ${given} --to CLASS`
      throw new LyceumError('usage', t('person.move.needs'), { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { schoolOfPerson } = await import('../../ending.ts')
    const { findClass } = await import('@lyceum/core/provision/classes.ts')
    const { movePerson, planPersonMove } = await import('@lyceum/core/provision/move-person.ts')
    const { classId, personId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const person = personId(given)
    const school = await schoolOfPerson(store, person, options.school)
    const move = {
      person,
      from: options.from === undefined ? undefined : classId(options.from),
      to: classId(options.to),
    }
    const { from } = planPersonMove(school, move)
    const label = (id: typeof from) => `${findClass(school, id).label} (${id})`
    const what = { person, from: label(from), to: label(move.to) }
    if (options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      if (!(await confirm(t('person.move.question', what), io, t))) {
        output.note(t('chat.declined'))
        return exitCodes.failure
      }
    }
    const { endOf, openForJoins } = await import('../../changing.ts')
    const engine = await openForJoins(input, config)
    const moved = await movePerson(engine, school, { ...move, from }, 'operator')
    if (output.asJson) {
      const row = { person, school: school.info.id, from, to: move.to }
      output.printJson({ moved: row, pending: moved.failures.length })
    } else output.print(t('person.moved', what))
    output.note(t('person.move.roster'))
    return endOf(moved, output, t)
  },
})
