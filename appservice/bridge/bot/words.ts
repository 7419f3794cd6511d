/** What people may say to the bot: words of both languages, understood whatever the language of the person is. */

export const commandNames = [
  'help',
  'classes',
  'write',
  'invite',
  'applications',
  'accept',
  'decline',
  'new-chat',
  'chats',
  'join',
  'leave',
  'reset',
  'report',
] as const

export type CommandName = (typeof commandNames)[number]

/** The first of each language is the one that the bot itself uses. In lower case, with `е` for `ё`. */
export const commandWords: Readonly<
  Record<CommandName, { readonly en: readonly string[]; readonly ru: readonly string[] }>
> = {
  help: { en: ['help', 'start', '?'], ru: ['помощь', 'справка', 'команды', 'старт'] },
  classes: { en: ['classes', 'my classes'], ru: ['классы', 'мои классы'] },
  write: { en: ['write', 'write to'], ru: ['написать', 'напиши', 'написать письмо'] },
  invite: { en: ['invite'], ru: ['пригласить', 'пригласи', 'приглашение', 'приглашения'] },
  applications: { en: ['applications'], ru: ['заявки', 'заявления'] },
  accept: { en: ['accept'], ru: ['принять', 'прими'] },
  decline: { en: ['decline', 'reject'], ru: ['отклонить', 'отклони', 'отказать'] },
  'new-chat': { en: ['new chat'], ru: ['новый чат', 'создать чат', 'создай чат'] },
  chats: { en: ['chats', 'my chats'], ru: ['чаты', 'мои чаты'] },
  join: { en: ['join'], ru: ['вступить', 'вступить в', 'войти', 'войти в'] },
  leave: { en: ['leave'], ru: ['выйти', 'выйти из', 'покинуть'] },
  reset: { en: ['reset', 'reset password'], ru: ['сброс', 'сбросить', 'сбросить пароль'] },
  report: { en: ['report'], ru: ['жалоба', 'пожаловаться'] },
}

/** With which a reply to a notice, or to a question of the bot, begins. */
export const yesWords: ReadonlySet<string> = new Set(
  'yes ok okay accept confirm да ок хорошо принять прими принято подтверждаю согласен согласна + ✅ 👍'.split(
    ' ',
  ),
)
export const noWords: ReadonlySet<string> = new Set(
  'no decline reject нет отклонить отклони отказать отказ - – — ❌ 👎'.split(' '),
)

/** A word of the message that only the bot would be told: `!report`, in the school's rooms. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/gu, ' ').trim()
}
