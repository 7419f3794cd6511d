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

  noChats: 'You have no chats yet.',
  openChat: (name: string) => `${name}: open, write: join ${name}`,
  joinExample: 'Which one? chats lists the open ones. For example: join Chess',
  noSuchChat: 'There is no open chat of that name that you are not in. chats lists them.',
  joined: (name: string, link: string) => `You are in ${name}. ${link}`.trim(),
  askedForClass: (name: string) => `You have asked for ${name}. You hear from me what was decided.`,
  alreadyAsked: (name: string) => `You have asked for ${name} before, and it waits.`,
  alreadyIn: 'You are in it already.',
  leaveExample: 'Which one? For example: leave Chess',
  notJoined: 'You joined no chat of that name by choice. In the others the school puts you.',
  left: (name: string) => `You have left ${name}.`,
  newChatExample: 'For which class, and with which name? For example: new chat 5A Excursion',
  noSuchClass: 'There is no such class in your school. classes lists yours.',
  chatMade: (name: string, link: string) => `The chat ${name} is there. ${link}`.trim(),
  wrongName: 'A name has at most 100 characters, in one line.',

  noApplications: 'Nobody waits for your decision.',
  applications: (lines: readonly string[], more: number) =>
    `Waiting for you:\n${lines.join('\n')}${more === 0 ? '' : `\n… and ${more} more after these.`}\nAnswer: accept 1, or: decline 1 reason`,
  acceptExample: 'Which one? applications shows the numbers. For example: accept 2',
  declineExample:
    'Which one, and why? applications shows the numbers. For example: decline 2 wrong class',
  childOf: (name: string) => `child: ${name}`,
  onTheRoster: 'on the school’s list',
  applicationGone: 'This is no longer there.',
  decided: {
    accepted: (name: string) => `Accepted: ${name}.`,
    declined: (name: string, reason: string | undefined) =>
      `Declined: ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  },
  alreadyDecided: (name: string, state: string, by: string | undefined) =>
    `That was decided before: ${name}, ${state}${by === undefined ? '' : ` by ${by}`}.`,
  states: {
    waiting: 'waits',
    accepted: 'accepted',
    declined: 'declined',
    withdrawn: 'withdrawn by the applicant',
    expired: 'closed, for nobody answered',
  },
  cannotAccept: {
    'class-missing': 'No class is named: correct the application in the console, or decline it.',
    'class-gone': 'The class is no longer there: correct the application in the console.',
    'child-missing':
      'Whose parent is it? Name the child: accept 1 Petrov, or reply to the notice: yes, Petrov',
    'child-unknown':
      'The child is no pupil of the school any more. Name another one: accept 1 Petrov',
    'chat-gone': 'The chat is no longer there.',
    'person-unknown': 'The person of the list is not of the school. Decide in the console.',
    'person-entered':
      'The person of the list has entered already, by another account. Decide in the console.',
    'person-differs':
      'The person of the list is something else in the school. Decide in the console.',
    'account-is-pupil': 'That account is a pupil’s: it becomes nothing else.',
    'account-is-not-pupil': 'That account is a parent’s or of the staff: it becomes no pupil’s.',
  },
  howToAnswer: 'Answer with ✅ or ❌, or reply: yes, or: no, and the reason.',
  noted: 'Noted: nothing changes.',
  confirmed: {
    confirmed: 'Confirmed: the pupil is let in.',
    denied: 'Thank you. The school is told, and the pupil is not let in.',
    refused: 'Refused: the pupil is not let in.',
    'nothing-to-confirm': 'There is nothing to confirm any more.',
    'already-decided': 'That was decided before.',
  },
  mayNotConfirm: {
    'not-your-role': 'Only a parent, the class teacher or an administrator confirms a pupil.',
    'account-is-pupil': 'A pupil’s account confirms nobody.',
    'not-yet': 'The parents are asked first. If they do not answer in some days, you may.',
    'denied-before': 'You have answered that this is not your child. The class teacher decides.',
  },
  guardianEnded: (name: string) => `Ended: ${name} has no access to this child any more.`,

  inviteExample:
    'Whom? For example: invite 5A, invite 5A parents, invite 5A personal, or a name: invite Petrov',
  rolesMany: {
    administrator: 'administrators',
    teacher: 'teachers',
    pupil: 'pupils',
    parent: 'parents',
  },
  sharedLink: (who: string, cls: string | undefined, url: string, code: string, days: number) =>
    `A link for ${who}${cls === undefined ? '' : ` of ${cls}`}, good for ${days} days: ${url}\nCode for typing: ${code}\nEverybody who uses it waits until you accept them.`,
  notEnteredYet: (
    count: number,
    cls: string,
    role: 'administrator' | 'teacher' | 'pupil' | 'parent',
  ) =>
    `${count} on the school’s list have not entered. A link for each of them, in place of their slips: invite ${cls}${role === 'pupil' ? '' : ` ${en.rolesMany[role]}`} personal`,
  personalLinks: (lines: readonly string[], days: number) =>
    `${lines.join('\n')}\nGood for ${days} days and for one use; earlier slips of theirs work no longer. Give each only to that person.`,
  nobodyToInvite: 'Nobody of that name whom you may invite and who has not entered.',
  resetExample: 'Whose password? For example: reset Petrov',
  nobodyToReset: 'Nobody of that name who has entered. Who has not gets a link: invite Petrov',
  resetCode: (name: string, code: string, url: string) =>
    `${name}: code ${code}\n${url}\nGood for three days and for one use. Give it on paper, in person: with it a new password is set, and all sessions end.`,

  reportExample:
    'Which message? Reply to it with !report and a word why, or send me its link: report https://matrix.to/…',
  reported: {
    submitted: 'The class teacher and the administration have it now, with the message. Thank you.',
    'unknown-message': 'I do not find such a message, or you do not see it.',
    'own-message': 'That is your own message: you can delete it yourself.',
  },
  handled: {
    'take-down': 'The message is taken away.',
    silence: 'The writer cannot write in that room until then.',
    answer: 'Your answer was passed on.',
    dismiss: 'The report is dismissed.',
  },
  alreadyHandled: (by: string) => `That was handled before, by ${by}.`,
  somebody: 'somebody else',
  aboutYourself: 'The report is about your own message: others decide.',
  cannotHandle: {
    hours: 'For how many hours? From 1 to 336. For example: silence 24',
    text: 'What is the reporter to be told? Reply with the words.',
    'cannot-take-down': 'Nobody in that room may take the message away.',
    'not-our-room': 'In a conversation that people made themselves nobody can be silenced.',
    'not-in-room': 'The writer is not in that room any more.',
    staff: 'Who teaches is silenced by an administrator only.',
  },
  person: (name: string, roles: readonly string[]) =>
    roles.length === 0 ? name : `${name} (${roles.join(', ')})`,
}

export type Texts = typeof en
