import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, flag } from '../../command.ts'
import { schoolOption } from './options.ts'

export const chatArchive = defineCommand({
  path: ['chat', 'archive'],
  summary: 'chat.archive.summary',
  args: [{ name: '<id>', text: 'argument.chat' }],
  options: { ...schoolOption, yes: flag('-y, --yes', 'option.yes') },
  examples: ['chat archive 1f6c', 'chat archive 1f6c --yes'],
  async run(input) {
    const { args, options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { openEngine } = await import('../../engine.ts')
    const { archiveChat, findChat } = await import('@lyceum/core/provision/chats.ts')
    const { chatId } = await import('@lyceum/core/school/ids.ts')
    const { schoolOfChat } = await import('../../chats.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const school = await schoolOfChat(store, args[0] ?? '', options.school)
    const chat = findChat(school, chatId(args[0] ?? ''))
    const what = { id: chat.id, name: chat.name }
    if (options.yes !== true) {
      const { confirm } = await import('../../output/confirm.ts')
      if (!(await confirm(t('chat.question', what), io, t))) {
        output.note(t('chat.declined'))
        return exitCodes.failure
      }
    }
    const engine = await openEngine(input, config)
    await archiveChat(engine, school, chat.id, 'operator')
    if (output.asJson) output.printJson({ archived: { id: chat.id, school: school.info.id } })
    else output.print(t('chat.archived', what))
    return exitCodes.done
  },
})
