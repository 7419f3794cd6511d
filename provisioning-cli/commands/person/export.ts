import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const personExport = defineCommand({
  path: ['person', 'export'],
  summary: 'person.export.summary',
  args: [{ name: '<id>', text: 'argument.person' }],
  options: { out: text('--out <file>', 'option.export-out') },
  examples: ['person export P17', 'person export P17 --out answers/P17.zip'],
  async run(input) {
    const { args, options, output, t, io } = input
    const { resolve } = await import('node:path')
    const { readConfig } = await import('../../installation.ts')
    const { openEngine } = await import('../../engine.ts')
    const { exportPerson } = await import('@lyceum/core/provision/personal/export.ts')
    const { personId } = await import('@lyceum/core/school/ids.ts')
    const engine = await openEngine(input, await readConfig(input))
    const id = personId(args[0] ?? '')
    const file = resolve(io.cwd, options.out ?? `${id.replaceAll(/[^\w.-]/g, '_')}.zip`)
    const told = await exportPerson(engine, id, file, t.language)
    if (output.asJson) output.printJson({ format: 1, file, ...told })
    else output.print(t('person.export.done', { file, ...told }))
    return exitCodes.done
  },
})
