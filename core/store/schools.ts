import type { Kysely } from 'kysely'
import type { SchoolChange } from '../school/changes.ts'
import { classId, personId, type ClassId, type PersonId, type SchoolId } from '../school/ids.ts'
import type { School, SchoolInfo } from '../school/people.ts'
import { applyChange, checkRecords } from './change-records.ts'
import { raiseVersion } from './facts.ts'
import { revokeOfPeople } from './invitation-rows.ts'
import type { ExternalIds, Origins, SchoolRepository, Source } from './ports.ts'
import { copyRecords, readRecords, type SchoolRecords } from './records.ts'
import type { SchoolRow, Tables } from './schema.ts'
import { schoolOf } from './school-of.ts'
import { isoTime } from './times.ts'
import { writeRecords } from './write-records.ts'
import type { Write } from './write.ts'

export function schoolRepository(db: Kysely<Tables>, write: Write): SchoolRepository {
  return {
    list: () => listSchools(db),
    async revision(school) {
      const row = await db
        .selectFrom('schools')
        .select('revision')
        .where('id', '=', school)
        .executeTakeFirst()
      return row?.revision ?? 0
    },
    load: (school, source) => loadSchool(db, school, source),
    origins: (school) => readOrigins(db, school),
    externalIds: (school, source) => readExternalIds(db, school, source),
    archivedClasses: (school) => archivedClasses(db, school),
    change: (school, source, changes, at) => changeSchool(write, school, source, changes, at),
  }
}

async function listSchools(db: Kysely<Tables>): Promise<readonly SchoolInfo[]> {
  const rows = await db.selectFrom('schools').selectAll().orderBy('id').execute()
  return rows.map(infoOf)
}

async function loadSchool(
  db: Kysely<Tables>,
  school: SchoolId,
  source: Source | undefined,
): Promise<School | undefined> {
  const records = await db
    .transaction()
    .setAccessMode('read only')
    // One snapshot for all its queries; SQLite gives that to every transaction.
    .setIsolationLevel('repeatable read')
    .execute((transaction) => readRecords(transaction, school))
  return records.school && schoolOf(records, infoOf(records.school), source)
}

async function readOrigins(db: Kysely<Tables>, school: SchoolId): Promise<Origins | undefined> {
  const row = await db
    .selectFrom('schools')
    .select('source')
    .where('id', '=', school)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const people = await db
    .selectFrom('school_people')
    .select(['person', 'source'])
    .where('school', '=', school)
    .where('removed_at', 'is', null)
    .execute()
  const classes = await db
    .selectFrom('classes')
    .select(['id', 'source'])
    .where('school', '=', school)
    .where('archived_at', 'is', null)
    .execute()
  return {
    school: row.source,
    people: new Map(people.map((one) => [one.person, one.source])),
    classes: new Map(classes.map((one) => [one.id, one.source])),
  }
}

async function readExternalIds(
  db: Kysely<Tables>,
  school: SchoolId,
  source: Source,
): Promise<ExternalIds> {
  const rows = await db
    .selectFrom('external_ids')
    .selectAll()
    .where('school', '=', school)
    .where('source', '=', source)
    .execute()
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind)
  return {
    people: new Map(
      ofKind('person').map((row) => [personId(row.external), personId(row.internal)]),
    ),
    classes: new Map(ofKind('class').map((row) => [classId(row.external), classId(row.internal)])),
  }
}

async function archivedClasses(db: Kysely<Tables>, school: SchoolId): Promise<readonly ClassId[]> {
  const rows = await db
    .selectFrom('classes')
    .select('id')
    .where('school', '=', school)
    .where('archived_at', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

async function changeSchool(
  write: Write,
  school: SchoolId,
  source: Source,
  changes: readonly SchoolChange[],
  at: string,
): Promise<void> {
  if (changes.length === 0) return
  const context = { school, source, at: isoTime(at) }
  await write({ schools: [school] }, async (transaction) => {
    await transaction
      .updateTable('schools')
      .set((row) => ({ revision: row('revision', '+', 1) }))
      .where('id', '=', school)
      .execute()
    const before = await readRecords(transaction, school)
    const after = copyRecords(before)
    for (const change of changes) applyChange(after, context, change)
    checkRecords(after, school)
    await writeRecords(transaction, before, after)
    await revokeOfPeople(transaction, school, removedPeople(before, after), context.at)
    await raiseVersion(transaction, 'schools')
  })
}

function removedPeople(before: SchoolRecords, after: SchoolRecords): readonly PersonId[] {
  return [...after.members.values()]
    .filter((row) => row.removed_at !== null && before.members.get(row.person) !== row)
    .map((row) => row.person)
}

function infoOf(row: SchoolRow): SchoolInfo {
  return { id: row.id, name: row.name, language: row.language, timeZone: row.time_zone }
}
