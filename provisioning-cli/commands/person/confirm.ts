import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, flag, text } from '../../command.ts'

export const personConfirm = defineCommand({
  path: ['person', 'confirm'],
  summary: 'person.confirm.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {
    school: text('--school <id>', 'option.school'),
    refuse: flag('--refuse', 'option.refuse'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: ['person confirm P17', 'person confirm P17 --refuse'],
  async run(input) {
    const { args, options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { schoolOfPerson } = await import('../../ending.ts')
    const { personId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const pupil = personId(args[0] ?? '')
    const { info } = await schoolOfPerson(store, pupil, options.school)
    const waiting = await store.confirmations.find(info.id, pupil)
    if (waiting?.state !== 'waiting') {
      throw new LyceumError('nothing-to-confirm', t('person.confirm.nothing', { person: pupil }), {
        hint: 'lyceum person list',
      })
    }
    if (options.refuse === true && options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      if (!(await confirm(t('person.confirm.question', { person: pupil }), io, t))) {
        output.note(t('applications.nothing-done'))
        return exitCodes.failure
      }
    }
    const { openEngine } = await import('../../engine.ts')
    const { confirmPupil } = await import('@lyceum/core/provision/letting-in/confirm.ts')
    const engine = await openEngine(input, config)
    if (options.refuse !== true) {
      const { ensureAppservice } = await import('../../supervise/ensure-appservice.ts')
      await ensureAppservice(input, config)
    }
    const answer = options.refuse === true ? 'not-my-child' : 'confirm'
    const given = { school: info.id, pupil, actor: 'operator', by: 'operator', answer } as const
    const { state } = await confirmPupil(engine, given)
    if (state !== 'confirmed' && state !== 'refused') {
      throw new LyceumError(state, t('person.confirm.nothing', { person: pupil }), {
        hint: 'lyceum person list',
      })
    }
    if (output.asJson) output.printJson({ person: pupil, school: info.id, state })
    else output.print(t(`person.confirm.${state}`, { person: pupil }))
    return exitCodes.done
  },
})
