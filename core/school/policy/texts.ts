/** Refusals in words. They reach people in their client: each says why and whom to ask, and never names anybody. */
import type { Language } from '../people.ts'
import type { RefusalReason, Verdict } from './verdict.ts'

type Refusal = Extract<Verdict, { readonly allowed: false }>
type Text = Readonly<Record<Language, string>>

const refusals: Readonly<Record<RefusalReason, Text>> = {
  'not-of-a-school': {
    ru: 'Этого человека нет ни в одной школе на этом сервере, или он ещё не принят. Спросите классного руководителя или администратора школы.',
    en: 'This person is in no school on this server, or has not been let in yet. Ask the class teacher or the school’s administrator.',
  },
  'another-school': {
    ru: 'Этот человек из другой школы. Общение между школами закрыто.',
    en: 'This person is in another school. Schools do not talk to each other here.',
  },
  'no-rule': {
    ru: 'По правилам школы вам нельзя писать друг другу напрямую. Обратитесь через классного руководителя.',
    en: 'By the school’s rules you two do not write to each other directly. Go through the class teacher.',
  },
  'somebody-in-the-room': {
    ru: 'Кто-то из участников этой комнаты не может общаться с приглашённым по правилам школы. Создайте отдельную комнату.',
    en: 'By the school’s rules somebody in this room may not talk to the person invited. Make a room of its own.',
  },
  'managed-room': {
    ru: 'В эту комнату людей добавляет сама школа. Если кого-то не хватает, скажите администратору школы.',
    en: 'The school itself puts people into this room. If somebody is missing, tell the school’s administrator.',
  },
  'public-room': {
    ru: 'Открытые комнаты на сервере школы запрещены. Создайте закрытую и пригласите в неё.',
    en: 'Public rooms are not allowed on a school’s server. Make a private one and invite people.',
  },
  'federated-room': {
    ru: 'Комнаты этого сервера закрыты для других серверов.',
    en: 'Rooms of this server are closed to other servers.',
  },
  'encrypted-room': {
    ru: 'Шифрование комнат на этом сервере отключено школой.',
    en: 'The school has switched off encryption of rooms on this server.',
  },
  'room-address': {
    ru: 'Адреса комнат создаёт только школа. Создайте комнату без адреса.',
    en: 'Only the school makes room addresses. Make the room without one.',
  },
  'invitation-by-email': {
    ru: 'Приглашать по электронной почте или телефону нельзя. Приглашение выдаёт школа.',
    en: 'Nobody is invited by e-mail or phone. The school gives out invitations.',
  },
  'state-of-the-school': {
    ru: 'Так помечаются только комнаты школы.',
    en: 'Only the school marks its rooms like this.',
  },
  suspended: {
    ru: 'Заявка ещё рассматривается. До решения это недоступно.',
    en: 'The application is still being looked at. Until then this is closed.',
  },
}

export function describeRefusal({ reason }: Refusal, language: Language): string {
  return refusals[reason][language]
}
