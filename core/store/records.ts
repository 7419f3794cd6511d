/**
 * A school's rows in memory, by key. A change list is applied here and only the difference is written, so that a roster
 * of a thousand people costs a few statements and what is wrong is found before anything is written.
 */
import type { Transaction } from 'kysely'
import type { ClassId, PersonId, SchoolId } from '../school/ids.ts'
import type { ChatPlaceRow, ChatRow } from './letting-in-schema.ts'
import type { Source } from './ports.ts'
import type {
  ClassPlaceRow,
  ClassRow,
  CommitteePlaceRow,
  ExternalIdRow,
  GuardianshipRow,
  PersonRow,
  SchoolPersonRow,
  SchoolRow,
  StaffPlaceRow,
  Tables,
} from './schema.ts'

/** What every change of one list has in common. */
export interface ChangeContext {
  readonly school: SchoolId
  readonly source: Source
  readonly at: string
}

/** Rows are never changed in place: another object under the same key is a changed row. */
export interface SchoolRecords {
  school: SchoolRow | undefined
  /** Archived ones too. */
  readonly classes: Map<ClassId, ClassRow>
  /** Names of everybody in `members`. */
  readonly people: Map<PersonId, PersonRow>
  /** Who was in the school too. */
  readonly members: Map<PersonId, SchoolPersonRow>
  readonly staff: Map<string, StaffPlaceRow>
  readonly places: Map<string, ClassPlaceRow>
  readonly guardianships: Map<string, GuardianshipRow>
  readonly committee: Map<string, CommitteePlaceRow>
  readonly externalIds: Map<string, ExternalIdRow>
  /** Archived ones too. */
  readonly chats: Map<string, ChatRow>
  readonly chatPlaces: Map<string, ChatPlaceRow>
}

/** Of a row that several ids name together. */
export function keyOf(...ids: readonly string[]): string {
  return JSON.stringify(ids)
}

export function copyRecords(records: SchoolRecords): SchoolRecords {
  return {
    school: records.school,
    classes: new Map(records.classes),
    people: new Map(records.people),
    members: new Map(records.members),
    staff: new Map(records.staff),
    places: new Map(records.places),
    guardianships: new Map(records.guardianships),
    committee: new Map(records.committee),
    externalIds: new Map(records.externalIds),
    chats: new Map(records.chats),
    chatPlaces: new Map(records.chatPlaces),
  }
}

/** In a transaction, so that the lists belong together. */
export async function readRecords(
  db: Transaction<Tables>,
  school: SchoolId,
): Promise<SchoolRecords> {
  const rowsOf = <Table extends PlaceTable>(table: Table) =>
    db
      .selectFrom(table as PlaceTable)
      .selectAll()
      .where('school', '=', school)
      .execute() as Promise<unknown[]> as Promise<Tables[Table][]>
  const people = await db
    .selectFrom('people')
    .innerJoin('school_people', 'school_people.person', 'people.id')
    .selectAll('people')
    .where('school_people.school', '=', school)
    .execute()
  return {
    school: await db.selectFrom('schools').selectAll().where('id', '=', school).executeTakeFirst(),
    classes: byKey(await rowsOf('classes'), (row) => row.id),
    people: byKey(people, (row) => row.id),
    members: byKey(await rowsOf('school_people'), (row) => row.person),
    staff: byKey(await rowsOf('staff_places'), (row) => keyOf(row.person, row.role)),
    places: byKey(await rowsOf('class_places'), (row) => keyOf(row.class, row.person)),
    guardianships: byKey(await rowsOf('guardianships'), (row) => keyOf(row.guardian, row.child)),
    committee: byKey(await rowsOf('committee_places'), (row) => keyOf(row.person, row.class)),
    externalIds: byKey(await rowsOf('external_ids'), (row) =>
      keyOf(row.source, row.kind, row.external),
    ),
    chats: byKey(await rowsOf('chats'), (row) => row.id),
    chatPlaces: byKey(await rowsOf('chat_places'), (row) => keyOf(row.chat, row.person)),
  }
}

type PlaceTable =
  | 'classes'
  | 'school_people'
  | 'staff_places'
  | 'class_places'
  | 'guardianships'
  | 'committee_places'
  | 'external_ids'
  | 'chats'
  | 'chat_places'

function byKey<Key, Row>(rows: readonly Row[], key: (row: Row) => Key): Map<Key, Row> {
  return new Map(rows.map((row) => [key(row), row]))
}
