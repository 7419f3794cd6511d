/** What people are told when the service undoes something. */
import type { Language } from '@lyceum/core/school/people.ts'

export type ToldText = 'taken-out' | 'other-taken-out' | 'room-closed'

export const texts: Readonly<Record<ToldText, Readonly<Record<Language, string>>>> = {
  'taken-out': {
    ru: 'Вы больше не в одной из бесед: по правилам школы её участникам нельзя переписываться друг с другом. Если это ошибка, скажите классному руководителю или администрации.',
    en: 'You are no longer in one of your conversations: by the rules of the school its people may not write to each other. If this is a mistake, tell the class teacher or the administration.',
  },
  'other-taken-out': {
    ru: 'Приглашение не принято: по правилам школы этому человеку нельзя переписываться с участниками беседы.',
    en: 'An invitation was declined: by the rules of the school this person may not write to the people of that conversation.',
  },
  'room-closed': {
    ru: 'Ваша беседа снова закрыта: открыть её для посторонних нельзя.',
    en: 'Your conversation is closed again: it cannot be opened to outsiders.',
  },
}
