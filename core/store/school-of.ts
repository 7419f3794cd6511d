/** Makes the school's model of its records: archived classes and people who left are no part of it. */
import type {
  Chat,
  ClassPlace,
  CommitteePlace,
  Person,
  School,
  SchoolInfo,
  StaffPlace,
} from '../school/people.ts'
import type { ChatRow } from './letting-in-schema.ts'
import type { Source } from './ports.ts'
import type { SchoolRecords } from './records.ts'
import type { ClassPlaceRow, CommitteePlaceRow, PersonRow, StaffPlaceRow } from './schema.ts'

export function schoolOf(
  records: SchoolRecords,
  info: SchoolInfo,
  source: Source | undefined,
): School {
  const own = <Row extends { readonly source: Source }>(rows: ReadonlyMap<string, Row>) =>
    [...rows.values()].filter((row) => source === undefined || row.source === source)
  return {
    info,
    classes: own(records.classes)
      .filter((row) => row.archived_at === null)
      .map(({ id, label }) => ({ id, label })),
    people: own(records.members)
      .filter((row) => row.removed_at === null)
      .flatMap(({ person }) => {
        const names = records.people.get(person)
        return names === undefined ? [] : [personOf(names)]
      }),
    staff: own(records.staff).map(staffPlaceOf),
    places: own(records.places).map(classPlaceOf),
    guardianships: own(records.guardianships).map(({ guardian, child }) => ({ guardian, child })),
    committee: own(records.committee).map(committeePlaceOf),
    chats: own(records.chats)
      .filter((row) => row.archived_at === null)
      .map(chatOf),
    chatPlaces: own(records.chatPlaces).map(({ chat, person }) => ({ chat, person })),
  }
}

function chatOf(row: ChatRow): Chat {
  return {
    id: row.id,
    ...(row.class === null ? {} : { class: row.class }),
    name: row.name,
    // Written by `chat-records.ts` as JSON lists of audiences.
    members: JSON.parse(row.members) as Chat['members'],
    writers: JSON.parse(row.writers) as Chat['writers'],
    openTo: JSON.parse(row.open_to) as Chat['openTo'],
  }
}

function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    ...(row.middle_name === null ? {} : { middleName: row.middle_name }),
  }
}

function staffPlaceOf(row: StaffPlaceRow): StaffPlace {
  return { person: row.person, role: row.role, subjects: subjectsOf(row) }
}

function classPlaceOf(row: ClassPlaceRow): ClassPlace {
  return { person: row.person, class: row.class, role: row.role, subjects: subjectsOf(row) }
}

/** Written by `change-records.ts` as a JSON list of text. */
function subjectsOf(row: { readonly subjects: string }): readonly string[] {
  return JSON.parse(row.subjects) as string[]
}

function committeePlaceOf(row: CommitteePlaceRow): CommitteePlace {
  return row.class === '' ? { person: row.person } : { person: row.person, class: row.class }
}
