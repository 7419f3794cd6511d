/** What the bot says of somebody who wants in. A school reads its own language; names of its people are its own. */
import type { Application } from '../../school/application.ts'
import { fullName, type Language, type Role, type School } from '../../school/people.ts'

const roleNames: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  ru: { administrator: 'администратор', teacher: 'учитель', pupil: 'ученик', parent: 'родитель' },
  en: { administrator: 'administrator', teacher: 'teacher', pupil: 'pupil', parent: 'parent' },
}

const words = {
  ru: {
    wants: 'Заявка',
    subjects: 'предметы',
    classes: 'классы',
    class: 'класс',
    chat: 'беседа',
    child: 'ребёнок',
    proposed: 'В списках школы есть человек с таким именем, который ещё не входил: это будет он.',
    howTo:
      'Поставьте ✅, чтобы принять, ❌, чтобы отклонить, или ответьте на это сообщение причиной отказа.',
    number: 'Номер заявки',
    accepted: '✅ Принято',
    declined: '❌ Отклонено',
    withdrawn: 'Отозвано заявителем',
    expired: 'Никто не ответил, заявка закрыта',
    reason: 'Причина',
    operator: 'администратор сервера',
    roster: 'по спискам школы',
    welcome: 'Вас приняли',
    refused: 'Ваша заявка отклонена',
    unanswered: 'На вашу заявку никто не ответил, она закрыта',
    isYourChild: 'Это ваш ребёнок?',
    isThePupil: 'Это действительно этот ученик?',
    login: 'логин',
    entersAs: 'Ученик ждёт подтверждения',
    parentHowTo: 'Поставьте ✅, если да, ❌, если это не ваш ребёнок.',
    teacherHowTo: 'Поставьте ✅, чтобы подтвердить, ❌, чтобы отказать.',
    denied: 'Родитель ответил: это не мой ребёнок.',
    confirmed: '✅ Подтверждено',
    guardian: 'Впервые вошёл родитель',
    guardianHowTo: 'Если это не родитель, поставьте ❌: доступ сразу закроется.',
    ended: '❌ Доступ закрыт',
  },
  en: {
    wants: 'Application',
    subjects: 'subjects',
    classes: 'classes',
    class: 'class',
    chat: 'chat',
    child: 'child',
    proposed: 'The school knows somebody of this name who has not entered: it will be that person.',
    howTo: 'React with ✅ to accept, with ❌ to decline, or reply with the reason to decline.',
    number: 'Application number',
    accepted: '✅ Accepted',
    declined: '❌ Declined',
    withdrawn: 'Withdrawn by the applicant',
    expired: 'Nobody answered, the application is closed',
    reason: 'Reason',
    operator: "the server's administrator",
    roster: "by the school's roster",
    welcome: 'You have been accepted',
    refused: 'Your application was declined',
    unanswered: 'Nobody answered your application, it is closed',
    isYourChild: 'Is this your child?',
    isThePupil: 'Is it really this pupil?',
    login: 'login',
    entersAs: 'A pupil waits for confirmation',
    parentHowTo: 'React with ✅ if so, with ❌ if this is not your child.',
    teacherHowTo: 'React with ✅ to confirm, with ❌ to refuse.',
    denied: 'A parent answered: this is not my child.',
    confirmed: '✅ Confirmed',
    guardian: 'A parent entered for the first time',
    guardianHowTo: 'If this is not the parent, react with ❌: it ends at once.',
    ended: '❌ Ended',
  },
} satisfies Record<Language, Record<string, string>>

export type Word = keyof (typeof words)['ru']

export function word(school: School, name: Word): string {
  return words[school.info.language][name]
}

/** The application as those read it who decide it. */
export function describeApplication(application: Application, school: School): string {
  const say = (name: Word) => word(school, name)
  const labels = (ids: readonly string[]) => {
    return ids.map((id) => school.classes.find((one) => one.id === id)?.label ?? id).join(', ')
  }
  const { language, name } = school.info
  const classes = [application.class, ...application.classes].filter((one) => one !== undefined)
  const child = school.people.find((one) => one.id === application.child)
  const childName = child === undefined ? application.childName : fullName(child, language)
  const chat = school.chats?.find((one) => one.id === application.chat)?.name
  const details = [
    roleNames[language][application.role],
    ...(classes.length === 0
      ? []
      : [`${say(classes.length === 1 ? 'class' : 'classes')} ${labels(classes)}`]),
    ...(application.subjects.length === 0
      ? []
      : [`${say('subjects')}: ${application.subjects.join(', ')}`]),
    ...(childName === undefined ? [] : [`${say('child')}: ${childName}`]),
    ...(chat === undefined ? [] : [`${say('chat')} «${chat}»`]),
  ]
  return `${say('wants')}: ${fullName(application.name, language)}, ${details.join('; ')}. ${name}.`
}
