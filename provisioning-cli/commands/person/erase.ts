import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag } from '../../command.ts'

export const personErase = defineCommand({
  path: ['person', 'erase'],
  summary: 'person.erase.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: {
    yes: flag('-y, --yes', 'option.yes'),
    forgetTombstone: flag('--forget-tombstone', 'option.forget-tombstone'),
  },
  examples: [
    'person erase P17',
    'person erase P17 --yes --json',
    'person erase P17 --forget-tombstone',
  ],
  async run(input) {
    const { args, options, output, t, io } = input
    const { readConfig } = await import('../../installation.ts')
    const { openEngine } = await import('../../engine.ts')
    const { erasePerson, forgetTombstone } =
      await import('@lyceum/core/provision/personal/erase.ts')
    const { personId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const id = personId(args[0] ?? '')
    const engine = await openEngine(input, config)
    if (options.forgetTombstone === true) {
      const wasErased = await forgetTombstone(engine, id)
      if (output.asJson) output.printJson({ format: 1, forgotten: wasErased })
      else output.print(t(wasErased ? 'person.erase.forgotten' : 'person.erase.not-erased', { id }))
      return exitCodes.done
    }
    if (options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      if (!(await confirm(t('person.erase.question', { id }), io, t))) {
        output.note(t('person.erase.declined'))
        return exitCodes.failure
      }
    }
    const { limits } = config
    const erased = await erasePerson(engine, id, { limits, actor: 'operator' })
    if (output.asJson) {
      output.printJson({ format: 1, ...erased })
      return exitCodes.done
    }
    output.print(t('person.erase.done', { events: erased.events, files: erased.files }))
    if (erased.sharedAccount) output.warn(t('person.erase.shared'))
    if (erased.roomsLeft.length > 0) {
      output.warn(t('person.erase.rooms-left', { rooms: erased.roomsLeft.join(', ') }))
    }
    if (erased.quotations.length > 0) {
      output.note(t('person.erase.quotations', { count: erased.quotations.length }))
      for (const { room, event } of erased.quotations) output.print(`  ${room} ${event}`)
    }
    output.note(t('person.erase.purge'))
    return exitCodes.done
  },
})
