import type { Language } from '../../school/people.ts'

const texts: Readonly<Record<Language, string>> = {
  ru: `Все данные одного человека

records.json      записи базы Lyceum: имя, роли, классы, родственные связи, приглашения, заявки, согласия, журнал
account.json      учётная запись: логин, имя, сеансы с адресами
memberships.json  комнаты, в которых человек состоит или состоял
messages/         всё, что человек написал или изменил: по файлу на комнату, по строке JSON на событие, от старых к новым
files.json        загруженные файлы; сами файлы лежат в files/
Секреты (хеши кодов и паролей) не выгружаются.
`,
  en: `All that is kept of one person

records.json      rows of Lyceum's database: name, roles, classes, relations, invitations, applications, consents, journal
account.json      the account: login, name, sessions with their addresses
memberships.json  rooms in which the person is or was
messages/         everything the person wrote or changed: a file a room, one JSON line an event, oldest first
files.json        uploaded files; the files themselves are in files/
Secrets (hashes of codes and passwords) are left out.
`,
}

export function describeExport(language: Language): string {
  return texts[language]
}
