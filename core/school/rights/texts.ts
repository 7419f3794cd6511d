/** Refusals of a right in words, for pages and the bot: what is not allowed and who can do it. */
import type { Language } from '../people.ts'
import type { RightsRefusal } from './may.ts'

const texts: Readonly<Record<RightsRefusal, Readonly<Record<Language, string>>>> = {
  'not-of-a-school': {
    ru: 'Вы пока не числитесь ни в одной школе. Обратитесь к администратору школы.',
    en: 'You are not (yet) in any school here. Ask the school’s administrator.',
  },
  'another-school': {
    ru: 'Это другая школа: управлять ею могут только её администраторы.',
    en: 'This is another school: only its own administrators manage it.',
  },
  'another-class': {
    ru: 'Это не ваш класс. Попросите его классного руководителя или администратора школы.',
    en: 'This is not your class. Ask its class teacher or the school’s administrator.',
  },
  'not-your-role': {
    ru: 'У вас нет этого права. Попросите классного руководителя или администратора школы.',
    en: 'You do not have this right. Ask the class teacher or the school’s administrator.',
  },
}

export function describeRightsRefusal(refusal: RightsRefusal, language: Language): string {
  return texts[refusal][language]
}
