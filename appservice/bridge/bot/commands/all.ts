/** The commands, in the order of the help. */
import type { Command } from '../command.ts'
import type { ShownLists } from '../memory.ts'
import { acceptCommand, declineCommand } from './accept.ts'
import { applicationsCommand } from './applications.ts'
import { chatsCommand } from './chats.ts'
import { classesCommand } from './classes.ts'
import { helpCommand } from './help.ts'
import { inviteCommand } from './invite.ts'
import { joinCommand } from './join.ts'
import { leaveCommand } from './leave.ts'
import { newChatCommand } from './new-chat.ts'
import { reportCommand } from './report.ts'
import { resetCommand } from './reset.ts'
import { writeCommand } from './write.ts'

export function createCommands(shown: ShownLists): readonly Command[] {
  const commands: Command[] = [
    helpCommand(() => commands),
    classesCommand,
    writeCommand,
    inviteCommand,
    applicationsCommand,
    acceptCommand(shown),
    declineCommand(shown),
    newChatCommand,
    resetCommand,
    chatsCommand,
    joinCommand,
    leaveCommand,
    reportCommand,
  ]
  return commands
}
