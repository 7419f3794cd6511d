import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../../command.ts'
import { schoolOption } from './options.ts'

export const chatList = defineCommand({
  path: ['chat', 'list'],
  summary: 'chat.list.summary',
  options: { ...schoolOption, class: text('--class <id>', 'option.class') },
  examples: ['chat list', 'chat list --class C5A --json'],
  async run(input) {
    const { options, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { selectSchools } = await import('../../selection.ts')
    const { describeRoom, listRooms } = await import('@lyceum/core/provision/chats.ts')
    const { renderTable } = await import('../../output/table.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const { blueprint } = config
    const chats = []
    for (const { id } of await selectSchools(store, options.school)) {
      const school = await store.schools.load(id)
      if (school === undefined) continue
      const rooms = (await listRooms({ store, blueprint }, school)).map(describeRoom)
      const isMeant = (cls: string | null) => options.class === undefined || cls === options.class
      chats.push(...rooms.filter((one) => isMeant(one.class)))
    }
    if (output.asJson) {
      output.printJson({ chats })
      return exitCodes.done
    }
    const heads = ['chat', 'name', 'kind', 'class', 'room'] as const
    const rows = chats.map((one) => [
      one.id ?? '-',
      one.name,
      one.kind,
      one.class ?? '-',
      one.room_id ?? '-',
    ])
    for (const line of renderTable([heads.map((head) => t(`column.${head}`)), ...rows])) {
      output.print(line)
    }
    return exitCodes.done
  },
})
