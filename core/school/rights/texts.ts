/** Why something may not be done, in words for people: each says whom to ask, and names nobody. */
import type { Language } from '../people.ts'
import type { RightsRefusal } from './may.ts'

const refusals: Readonly<Record<RightsRefusal, Readonly<Record<Language, string>>>> = {
  'not-of-a-school': {
    ru: 'Это доступно только тем, кто принят в школу на этом сервере.',
    en: 'This is only for people who have been let into a school on this server.',
  },
  'another-school': {
    ru: 'Это другая школа: ваши права действуют только в своей.',
    en: 'That is another school: your rights hold in your own one only.',
  },
  'another-class': {
    ru: 'Это не ваш класс. Обратитесь к его классному руководителю или к администратору школы.',
    en: 'That is not a class of yours. Ask its class teacher or the school’s administrator.',
  },
  'not-your-role': {
    ru: 'В вашей роли этого делать нельзя. Обратитесь к классному руководителю или к администратору школы.',
    en: 'Your role does not allow this. Ask the class teacher or the school’s administrator.',
  },
}

export function isRightsRefusal(reason: unknown): reason is RightsRefusal {
  return typeof reason === 'string' && Object.hasOwn(refusals, reason)
}

export function describeRightsRefusal(reason: RightsRefusal, language: Language): string {
  return refusals[reason][language]
}
