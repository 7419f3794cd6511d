import { qrLink } from '../addresses.ts'
import type { Heading, Sheet, Slip } from '../slip.ts'

export const token = '0123456789ABCDEFGHJKMNPQRS'

export function slip(given: Partial<Slip> = {}): Slip {
  return {
    role: 'pupil',
    name: 'Иванова Мария Сергеевна',
    school: 'Лицей № 1',
    classes: ['5А'],
    children: [],
    link: qrLink(`https://lyceum.school17.example/join/${token}`),
    code: 'K7MP-2Q4R-9XWE',
    expiresAt: '2026-12-08T09:53:00.000Z',
    ...given,
  }
}

export function sheet(slips: readonly Slip[], heading: Partial<Heading> = {}): Sheet {
  return {
    title: 'Приглашения: класс 5А, Лицей № 1',
    heading: {
      language: 'ru',
      timeZone: 'Europe/Moscow',
      joinAddress: 'lyceum.school17.example/join',
      homeserver: 'matrix.school17.example',
      ...heading,
    },
    slips,
    madeAt: Date.parse('2026-11-24T09:53:00.000Z'),
  }
}

/** Longer than anything that a school has; the paper must hold them all the same. */
export const longest = {
  name: 'Константинопольская-Верхнеднепровская Александра-Екатерина Максимилиановна-Апполинариевна',
  school:
    `Муниципальное автономное общеобразовательное учреждение «Средняя общеобразовательная школа
    № 117 с углублённым изучением отдельных предметов имени дважды Героя Советского Союза маршала
    Константина Константиновича Рокоссовского» городского округа Верхнеднепровский`.replace(
      /\s+/g,
      ' ',
    ),
  classes: ['11 информационно-технологический', '10 физико-математический', '9 социальный'],
  children: [
    'Константинопольская-Верхнеднепровская Аграфена',
    'Константинопольский-Верхнеднепровский Иван',
    'Константинопольский-Верхнеднепровский Пётр',
    'Константинопольский-Верхнеднепровский Александр',
  ],
  address: 'lyceum.secondary-school-117.education.verkhnedneprovskiy.region.example.org:8443/join',
} as const
