/** What the bot says of a reported message: to those who act, to who reported it, to who is silenced. */
import type { Language } from '../../school/people.ts'
import type { ReportAction } from '../../school/report.ts'

export const texts = {
  ru: {
    title: 'Жалоба на сообщение',
    room: 'Комната',
    privateRoom: 'личная беседа',
    writer: 'Написал(а)',
    reporter: 'Пожаловался(ась)',
    reason: 'Причина',
    message: 'Сообщение',
    edited: 'После правки',
    gone: 'сообщения уже нет',
    link: 'Открыть',
    stranger: 'не из школы',
    bot: 'бот школы',
    howTo:
      'Поставьте ✅, чтобы убрать сообщение, ❌, чтобы отклонить жалобу. Ответьте на это сообщение: «тишина 24», чтобы автор не мог писать в этой комнате 24 часа; любой другой ответ получит тот, кто пожаловался.',
    number: 'Номер жалобы',
    thanks: 'Школа рассмотрела вашу жалобу на сообщение. Спасибо, что сообщили.',
    operator: 'администратор сервера',
    answer: 'Ответ на вашу жалобу',
    silenced: 'Вы не можете писать в комнате «{room}» до {until}. Вопросы: классному руководителю.',
  },
  en: {
    title: 'A message was reported',
    room: 'Room',
    privateRoom: 'a private conversation',
    writer: 'Written by',
    reporter: 'Reported by',
    reason: 'Reason',
    message: 'Message',
    edited: 'Edited to',
    gone: 'the message is gone',
    link: 'Open',
    stranger: 'nobody of the school',
    bot: 'the school’s bot',
    howTo:
      'React with ✅ to take the message down, with ❌ to dismiss the report. Reply to this message: “silence 24” and the writer cannot write in that room for 24 hours; any other reply goes to whoever reported it.',
    number: 'Report number',
    thanks: 'The school has looked at your report of a message. Thank you for telling.',
    operator: 'the server’s administrator',
    answer: 'Answer to your report',
    silenced:
      'You cannot write in the room “{room}” until {until}. Ask the class teacher about it.',
  },
} satisfies Record<Language, Record<string, string>>

export const actionTexts: Readonly<Record<Language, Readonly<Record<ReportAction, string>>>> = {
  ru: {
    'take-down': '✅ Сообщение убрано',
    silence: '✅ Автору закрыта запись в комнате',
    answer: '✅ Отправлен ответ',
    dismiss: '❌ Жалоба отклонена',
  },
  en: {
    'take-down': '✅ The message was taken down',
    silence: '✅ The writer is silenced in the room',
    answer: '✅ Answered',
    dismiss: '❌ The report was dismissed',
  },
}
