/** The commands, in the order of the help. */
import type { Command } from '../command.ts'
import { helpCommand } from './help.ts'

export const commands: readonly Command[] = [helpCommand(() => commands)]
