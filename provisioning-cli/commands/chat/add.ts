import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'
import { schoolOption, whoOptions } from './options.ts'

export const chatAdd = defineCommand({
  path: ['chat', 'add'],
  summary: 'chat.add.summary',
  options: { ...schoolOption, class: text('--class <id>', 'option.chat-class'), ...whoOptions },
  examples: [
    'chat add --name Chess --class C5A --member pupil --member teacher',
    'chat add --name "School radio" --member administrator --open-to teacher,pupil --writer teacher',
  ],
  async run(input) {
    const { options, output, t } = input
    const { name, member = [], writer, openTo = [] } = options
    if (name === undefined) {
      const hint = 'lyceum chat add --name NAME --member ROLE'
      throw new LyceumError('usage', t('chat.no-name'), { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { openEngine } = await import('../../engine.ts')
    const { theSchool } = await import('../../selection.ts')
    const { createChat } = await import('@lyceum/core/provision/chats.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const { chatRow, reportChat } = await import('../../chats.ts')
    const config = await readConfig(input)
    const school = await theSchool(await openDatabase(input, config), options.school)
    const engine = await openEngine(input, config)
    const wanted = {
      ...(options.class === undefined ? {} : { class: classId(options.class) }),
      name,
      members: member,
      writers: writer === undefined ? [] : [writer],
      openTo,
    }
    const { id } = await createChat(engine, school, wanted, 'operator')
    reportChat(await chatRow(engine, school, id), output, t('chat.made', { id, name }))
    return exitCodes.done
  },
})
