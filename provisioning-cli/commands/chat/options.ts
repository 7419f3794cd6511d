/** Options of the chat commands. */
import { choice, list, text } from '../../command.ts'

const audiences = ['administrator', 'teacher', 'class-teacher', 'pupil', 'parent'] as const

export const schoolOption = { school: text('--school <id>', 'option.school') } as const

export const whoOptions = {
  name: text('--name <name>', 'option.chat-name'),
  member: list('--member <role>', 'option.chat-member', audiences),
  writer: choice('--writer <role>', 'option.chat-writer', ['administrator', 'teacher'] as const),
  openTo: list('--open-to <role>', 'option.chat-open-to', audiences),
} as const
