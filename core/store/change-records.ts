/** Applies a change list to a school's records. Pure but for the records it is given to change. */
import { LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { ClassId, PersonId, SchoolId } from '../school/ids.ts'
import type {
  ClassPlace,
  CommitteePlace,
  Guardianship,
  Person,
  SchoolClass,
  SchoolInfo,
  StaffPlace,
} from '../school/people.ts'
import type { Source } from './ports.ts'
import {
  addChat,
  archiveChat,
  joinChat,
  leaveChat,
  leaveChats,
  updateChat,
} from './chat-records.ts'
import type { ExternalIdRow } from './schema.ts'
import { keyOf, type ChangeContext, type SchoolRecords } from './records.ts'

/** Throws a `LyceumError` when the change names a school, class, person or place that is not there. */
export function applyChange(
  records: SchoolRecords,
  context: ChangeContext,
  change: SchoolChange,
): void {
  const { school } = context
  switch (change.kind) {
    case 'add-school':
      return addSchool(records, context, change.info)
    case 'update-school':
      return updateSchool(records, context, change.info)
    case 'add-class':
      return addClass(records, context, change.class)
    case 'rename-class':
      return changeClass(records, school, change.class.id, { label: change.class.label })
    case 'archive-class':
      return changeClass(records, school, change.class, { archived_at: context.at })
    case 'restore-class':
      return changeClass(records, school, change.class.id, {
        label: change.class.label,
        archived_at: null,
      })
    case 'match-class':
      requireClass(records, school, change.class)
      return matchId(records, context, 'class', change.external, change.class)
    case 'match-person':
      requireMember(records, school, change.person)
      return matchId(records, context, 'person', change.external, change.person)
    case 'add-person':
      return addPerson(records, context, change.person)
    case 'update-person':
      requireMember(records, school, change.person.id)
      return setNames(records, change.person)
    case 'remove-person':
      return removePerson(records, context, change.person)
    case 'add-staff-place':
      return add(records.staff, context, ...staffRow(school, change.place))
    case 'update-staff-place':
      return update(records.staff, context, ...staffRow(school, change.place))
    case 'remove-staff-place':
      records.staff.delete(keyOf(change.person, change.role))
      return
    case 'add-class-place':
      return add(records.places, context, ...placeRow(school, change.place))
    case 'update-class-place':
      return update(records.places, context, ...placeRow(school, change.place))
    case 'remove-class-place':
      records.places.delete(keyOf(change.class, change.person))
      return
    case 'add-guardianship':
      return add(records.guardianships, context, ...guardianshipRow(school, change.guardianship))
    case 'remove-guardianship':
      records.guardianships.delete(guardianshipRow(school, change.guardianship)[0])
      return
    case 'add-committee-place':
      return add(records.committee, context, ...committeeRow(school, change.place))
    case 'remove-committee-place':
      records.committee.delete(committeeRow(school, change.place)[0])
      return
    case 'add-chat':
      return addChat(records, context, change.chat)
    case 'update-chat':
      return updateChat(records, context, change.chat)
    case 'archive-chat':
      return archiveChat(records, context, change.chat)
    case 'add-chat-place':
      return joinChat(records, context, change.place)
    case 'remove-chat-place':
      return leaveChat(records, change.place)
  }
}

function addSchool(records: SchoolRecords, context: ChangeContext, info: SchoolInfo): void {
  const { school, source } = context
  if (info.id !== school) throw new Error(`a change list of ${school} adds the school ${info.id}`)
  if (records.school !== undefined && records.school.source !== source) return
  records.school = { id: school, revision: 1, ...records.school, ...infoColumns(info), source }
}

function updateSchool(records: SchoolRecords, context: ChangeContext, info: SchoolInfo): void {
  if (records.school === undefined) throw unknownSchool(context.school)
  records.school = { ...records.school, ...infoColumns(info) }
}

function infoColumns(info: SchoolInfo) {
  return { name: info.name, language: info.language, time_zone: info.timeZone }
}

function addClass(records: SchoolRecords, context: ChangeContext, added: SchoolClass): void {
  const { school, source } = context
  const found = records.classes.get(added.id)
  if (found !== undefined && found.archived_at === null && found.source !== source) return
  const row = { school, id: added.id, label: added.label, source, archived_at: null }
  records.classes.set(added.id, row)
}

function changeClass(
  records: SchoolRecords,
  school: SchoolId,
  id: ClassId,
  columns: { readonly label?: string; readonly archived_at?: string | null },
): void {
  const found = records.classes.get(id)
  if (found === undefined) throw unknownClass(school, id)
  records.classes.set(id, { ...found, ...columns })
}

function matchId(
  records: SchoolRecords,
  { school, source }: ChangeContext,
  kind: ExternalIdRow['kind'],
  external: string,
  internal: string,
): void {
  const row = { school, source, kind, external, internal }
  records.externalIds.set(keyOf(source, kind, external), row)
}

function addPerson(records: SchoolRecords, context: ChangeContext, person: Person): void {
  const { school, source } = context
  const found = records.members.get(person.id)
  if (found !== undefined && found.removed_at === null && found.source !== source) return
  records.members.set(person.id, { school, person: person.id, source, removed_at: null })
  setNames(records, person)
}

function setNames(records: SchoolRecords, person: Person): void {
  records.people.set(person.id, {
    id: person.id,
    given_name: person.givenName,
    family_name: person.familyName,
    middle_name: person.middleName ?? null,
  })
}

/** The row stays as the memory that the person was here: the account is still ours to lock. */
function removePerson(records: SchoolRecords, context: ChangeContext, person: PersonId): void {
  const found = records.members.get(person)
  if (found === undefined || found.removed_at !== null) return
  records.members.set(person, { ...found, removed_at: context.at })
  leaveChats(records, person)
}

function add<Row>(
  rows: Map<string, Row & { readonly source: Source }>,
  context: ChangeContext,
  key: string,
  row: Row,
): void {
  const found = rows.get(key)
  if (found !== undefined && found.source !== context.source) return
  rows.set(key, { ...row, source: context.source })
}

function update<Row>(
  rows: Map<string, Row & { readonly source: Source }>,
  context: ChangeContext,
  key: string,
  row: Row,
): void {
  const found = rows.get(key)
  if (found === undefined) {
    throw new LyceumError('unknown-place', `School ${context.school} has no place ${key}.`)
  }
  rows.set(key, { ...found, ...row })
}

function staffRow(school: SchoolId, place: StaffPlace) {
  const { person, role } = place
  return [
    keyOf(person, role),
    { school, person, role, subjects: JSON.stringify(place.subjects) },
  ] as const
}

function placeRow(school: SchoolId, place: ClassPlace) {
  const { person, role } = place
  return [
    keyOf(place.class, person),
    { school, class: place.class, person, role, subjects: JSON.stringify(place.subjects) },
  ] as const
}

function guardianshipRow(school: SchoolId, { guardian, child }: Guardianship) {
  return [keyOf(guardian, child), { school, guardian, child }] as const
}

function committeeRow(school: SchoolId, place: CommitteePlace) {
  const row = { school, person: place.person, class: place.class ?? ('' as const) }
  return [keyOf(row.person, row.class), row] as const
}

/** Everybody who has a place is in the school, and every class named is there and not archived. */
export function checkRecords(records: SchoolRecords, school: SchoolId): void {
  if (records.school === undefined) throw unknownSchool(school)
  for (const { person } of records.staff.values()) requireMember(records, school, person)
  for (const place of records.places.values()) {
    requireMember(records, school, place.person)
    requireClass(records, school, place.class)
  }
  for (const { guardian, child } of records.guardianships.values()) {
    requireMember(records, school, guardian)
    requireMember(records, school, child)
  }
  for (const place of records.committee.values()) {
    requireMember(records, school, place.person)
    if (place.class !== '') requireClass(records, school, place.class)
  }
}

function requireMember(records: SchoolRecords, school: SchoolId, person: PersonId): void {
  const found = records.members.get(person)
  if (found === undefined || found.removed_at !== null) throw unknownPerson(school, person)
}

function requireClass(records: SchoolRecords, school: SchoolId, id: ClassId): void {
  const found = records.classes.get(id)
  if (found === undefined || found.archived_at !== null) throw unknownClass(school, id)
}

function unknownSchool(school: SchoolId): LyceumError {
  return new LyceumError('unknown-school', `There is no school ${school}.`, {
    hint: '`lyceum status` lists the schools.',
  })
}

export function unknownClass(school: SchoolId, id: ClassId): LyceumError {
  return new LyceumError('unknown-class', `School ${school} has no class ${id}.`, {
    hint: 'Nothing was changed. Add the class first; an archived one has to be restored.',
  })
}

export function unknownPerson(school: SchoolId, person: PersonId): LyceumError {
  return new LyceumError('unknown-person', `Person ${person} is not in school ${school}.`, {
    hint: 'Nothing was changed. Add the person first; who leaves gives up places and relations too.',
  })
}
