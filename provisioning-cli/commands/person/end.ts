import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { roles } from '@lyceum/core/school/people.ts'
import { choice, defineCommand, flag, text } from '../../command.ts'

export const personEnd = defineCommand({
  path: ['person', 'end'],
  summary: 'person.end.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {
    school: text('--school <id>', 'option.school'),
    role: choice('--role <role>', 'option.end-role', roles),
    class: text('--class <id>', 'option.end-class'),
    child: text('--child <id>', 'option.end-child'),
    undo: flag('--undo', 'option.end-undo'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: [
    'person end T17',
    'person end T17 --class C5A',
    'person end G4 --child P9 --yes',
    'person end T17 --role administrator',
    'person end T17 --undo',
  ],
  async run(input) {
    const { args, options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { endingOf, schoolOfPerson } = await import('../../ending.ts')
    const { undoEnd } = await import('@lyceum/core/provision/ends.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const ending = endingOf(args[0] ?? '', options, t)
    const school = await schoolOfPerson(store, ending.person, options.school)
    const what = {
      person: ending.person,
      school: school.info.id,
      what: t(`person.end.${ending.kind}`),
    }
    if (options.undo === true) {
      const now = () => new Date(io.now())
      const isUndone = await undoEnd({ store, now }, school.info.id, ending, 'operator')
      if (!isUndone) {
        throw new LyceumError('nothing-to-undo', t('person.end.not-ended', what), {
          hint: `lyceum person show ${ending.person}`,
        })
      }
      if (output.asJson) output.printJson({ undone: { ...ending, school: school.info.id } })
      else output.print(t('person.end.undone', what))
      return exitCodes.done
    }
    const { end, endingChanges } = await import('@lyceum/core/provision/ends.ts')
    const changes = endingChanges(school, ending)
    if (changes.length > 0 && options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      if (!(await confirm(t('person.end.question', what), io, t))) {
        output.note(t('person.end.declined'))
        return exitCodes.failure
      }
    }
    const { openEngine } = await import('../../engine.ts')
    const engine = await openEngine(input, config)
    const { withoutRole, failures } = await end(engine, school.info.id, ending, 'operator')
    if (output.asJson) {
      const ended = { ...ending, school: school.info.id }
      output.printJson({ ended, without_role: withoutRole, pending: failures.length })
    } else {
      output.print(t('person.end.done', what))
      for (const person of withoutRole)
        output.print(`  ${t('person.end.without-role', { person })}`)
      output.note(t('person.end.roster'))
    }
    if (failures.length === 0) return exitCodes.done
    output.fail(t('apply.partly', { count: failures.length }), t('apply.partly-hint'))
    return exitCodes.partlyApplied
  },
})
