import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'
import { schoolOption, whoOptions } from './options.ts'

export const chatEdit = defineCommand({
  path: ['chat', 'edit'],
  summary: 'chat.edit.summary',
  args: [{ name: '<id>', text: 'argument.chat' }],
  options: { ...schoolOption, ...whoOptions },
  examples: ['chat edit 1f6c --name Draughts', 'chat edit 1f6c --member pupil,teacher,parent'],
  async run(input) {
    const { args, options, output, t } = input
    const { name, member, writer, openTo } = options
    const text = args[0] ?? ''
    const edit = {
      ...(name === undefined ? {} : { name }),
      ...(member === undefined ? {} : { members: member }),
      ...(writer === undefined ? {} : { writers: [writer] }),
      ...(openTo === undefined ? {} : { openTo }),
    }
    if (Object.keys(edit).length === 0) {
      const hint = `lyceum chat edit ${text} --name NAME`
      throw new LyceumError('usage', t('chat.no-edit'), { hint, exitCode: exitCodes.usage })
    }
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { openEngine } = await import('../../engine.ts')
    const { editChat } = await import('@lyceum/core/provision/chats.ts')
    const { chatId } = await import('@lyceum/core/school/ids.ts')
    const { chatRow, reportChat, schoolOfChat } = await import('../../chats.ts')
    const config = await readConfig(input)
    const school = await schoolOfChat(await openDatabase(input, config), text, options.school)
    const engine = await openEngine(input, config)
    const chat = await editChat(engine, school, { id: chatId(text), ...edit }, 'operator')
    const told = t('chat.changed', { id: chat.id, name: chat.name })
    reportChat(await chatRow(engine, school, chat.id), output, told)
    return exitCodes.done
  },
})
