import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'
import { schoolOption } from './options.ts'

export const chatShow = defineCommand({
  path: ['chat', 'show'],
  summary: 'chat.show.summary',
  args: [{ name: '<id>', text: 'argument.chat' }],
  options: schoolOption,
  examples: ['chat show 1f6c --json'],
  async run(input) {
    const { args, options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { chatRow, printChat, schoolOfChat } = await import('../../chats.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const school = await schoolOfChat(store, args[0] ?? '', options.school)
    const { blueprint } = config
    printChat(await chatRow({ store, blueprint }, school, args[0] ?? ''), output, t)
    return exitCodes.done
  },
})
