import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { usualLast } from '@lyceum/core/school/next-year.ts'
import { count, defineCommand, flag, text } from '../../command.ts'

export const classMove = defineCommand({
  path: ['class', 'move'],
  summary: 'class.move.summary',
  args: [{ name: '[id]', text: 'argument.class' }],
  options: {
    school: text('--school <id>', 'option.school'),
    all: flag('--all', 'option.move-all'),
    last: { ...count('--last <year>', 'option.move-last'), usual: String(usualLast) },
    again: flag('--again', 'option.move-again'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: ['class move --all', 'class move --all --last 9 --school S17', 'class move C1A'],
  async run(input) {
    const { args, options, output, t, io } = input
    const [given] = args
    if ((given === undefined) !== (options.all === true)) {
      const hint = 'lyceum class move --all'
      throw new LyceumError('usage', t('class.move.which'), { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { theSchool } = await import('../../selection.ts')
    const { schoolOfClass } = await import('../../classes.ts')
    const { describeYearMove } = await import('../../year-move.ts')
    const { yearMoveRow } = await import('@lyceum/core/provision/describe-year-move.ts')
    const { moveYear, planYearMove } = await import('@lyceum/core/provision/classes.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const school =
      given === undefined
        ? await theSchool(store, options.school)
        : await schoolOfClass(store, given, options.school)
    const move = await planYearMove({ store, now: () => new Date(io.now()) }, school, {
      class: given === undefined ? undefined : classId(given),
      last: options.last ?? usualLast,
      again: options.again === true,
    })
    const lines = describeYearMove(move, t)
    if (move.changes.length === 0) {
      if (output.asJson) output.printJson(yearMoveRow(school, move, 0))
      else for (const line of [...lines, t('class.move.nothing')]) output.print(line)
      return exitCodes.done
    }
    if (options.yes !== true && (move.isWhole || move.finished.length > 0)) {
      const { confirm } = await import('../../output/confirm.ts')
      const numbers = { classes: move.up.length, finished: move.finished.length }
      const question = t('class.move.question', { ...numbers, people: move.leaving.length })
      if (!(await confirm([...lines, question].join('\n'), io, t))) {
        output.note(t('chat.declined'))
        return exitCodes.failure
      }
    }
    const { openEngine } = await import('../../engine.ts')
    const { endOf } = await import('../../changing.ts')
    const engine = await openEngine(input, config)
    const moved = await moveYear(engine, school, move, 'operator')
    if (output.asJson) output.printJson(yearMoveRow(school, move, moved.failures.length))
    else for (const line of lines) output.print(line)
    output.note(t('class.roster'))
    return endOf(moved, output, t)
  },
})
