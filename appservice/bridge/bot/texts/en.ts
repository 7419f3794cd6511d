/** All that the bot says, in English. `ru.ts` has the same. Short: it is read on phones. */
import type { CommandName } from '../words.ts'

interface HelpLine {
  /** As the person writes it. */
  readonly usage: string
  readonly what: string
}

const help: Readonly<Record<CommandName, HelpLine>> = {
  help: { usage: 'help', what: 'this list' },
  classes: { usage: 'classes', what: 'my classes and their class teachers' },
  write: { usage: 'write Petrova', what: 'opens a conversation, by surname' },
  invite: { usage: 'invite 5A', what: 'a link into the class; invite Petrov: a personal one' },
  applications: { usage: 'applications', what: 'who is waiting to be let in' },
  accept: { usage: 'accept 2', what: 'lets in number 2 of the list' },
  decline: { usage: 'decline 2 wrong class', what: 'declines number 2, with the reason' },
  'new-chat': { usage: 'new chat 5A Excursion', what: 'a chat of the class' },
  chats: { usage: 'chats', what: 'my chats, and open ones to join' },
  join: { usage: 'join Chess', what: 'joins an open chat; join 5B: asks for another class' },
  leave: { usage: 'leave Chess', what: 'leaves a chat that I joined' },
  reset: { usage: 'reset Petrov', what: 'a code for a new password' },
  report: { usage: '!report', what: 'in reply to a message: tells the class teacher' },
}

export const en = {
  helpLines: help,
  help: (lines: readonly string[]) => `You can write to me:\n${lines.join('\n')}`,
  stranger:
    'I answer people who have been let into a school on this server. If you have applied, please wait for the decision. If that is a mistake, ask the class teacher or the school.',
  unknown: 'I did not understand that. Write: help',
  didYouMean: (word: string) => `I did not understand that. Did you mean: ${word}?`,
  tooFast: 'That was a lot at once. Write again in a minute.',
  unreadable: (link: string) =>
    `I cannot read encrypted messages. Write to me in our other conversation: ${link}`,
  notAlone: 'Somebody else is here now. I only talk where I am alone with one person, so I leave.',
  noGroups: 'I am in no groups. Write to me here, where we are alone.',
  noNumber: 'I have no list with that number. Ask for the list again.',
  busy: 'The school is being changed by somebody else just now. Try again in a minute.',
  failed: 'That did not work. Try again, or ask the school’s administrator.',

  noClasses: 'You are in no class.',
  classLine: (name: string, roles: readonly string[], leaders: readonly string[]) =>
    `${name}: ${roles.join(', ')}${leaders.length === 0 ? '' : `; class teacher: ${leaders.join(', ')}`}`,
  inClassAs: {
    teacher: 'you teach',
    leader: 'you are the class teacher',
    pupil: 'your class',
    parent: 'your child’s class',
  },

  writeExample: 'To whom? For example: write Petrova',
  foundNobody: 'Nobody like that among the people you may write to.',
  foundMany: (lines: readonly string[], more: number) =>
    `Whom do you mean? Answer with the number.\n${lines.join('\n')}${more === 0 ? '' : `\n… and ${more} more: write more of the name.`}`,
  conversation: (name: string, link: string) => `Your conversation with ${name}: ${link}`,
  notEntered: (name: string) => `${name} has not entered yet: there is nobody to write to.`,
  roles: { administrator: 'administration', teacher: 'teacher', pupil: 'pupil', parent: 'parent' },
  classTeacher: 'class teacher',
  person: (name: string, roles: readonly string[]) =>
    roles.length === 0 ? name : `${name} (${roles.join(', ')})`,
}

export type Texts = typeof en
