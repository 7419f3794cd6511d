import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'

export const schoolExport = defineCommand({
  path: ['school', 'export'],
  summary: 'school.export.summary',
  options: {
    school: text('--school <id>', 'option.school'),
    source: text('--source <name>', 'option.export-source'),
    out: text('-o, --out <file>', 'option.export-out'),
  },
  examples: [
    'school export --out school.yaml',
    'school export --school S17 --source oneroster --out S17.yaml',
    'school export',
  ],
  async run(input) {
    const { options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { theSchool } = await import('../../selection.ts')
    const { exportSchool } = await import('../../export-school.ts')
    const store = await openDatabase(input, await readConfig(input))
    const school = await theSchool(store, options.school)
    const { yaml, source, others } = await exportSchool(store, school, options.source)
    if (options.out === undefined) {
      if (output.asJson) output.printJson({ school: school.info.id, source, yaml })
      else io.stdout.write(yaml)
    } else {
      const { resolve } = await import('node:path')
      const { writePrivateFile } = await import('../../private-file.ts')
      writePrivateFile(resolve(io.cwd, options.out), yaml)
      if (output.asJson) {
        output.printJson({ school: school.info.id, source, file: resolve(io.cwd, options.out) })
      } else output.note(t('school.exported', { file: options.out }))
    }
    if (others.length > 0) output.note(t('school.not-exported', { sources: others.join(', ') }))
    return exitCodes.done
  },
})
