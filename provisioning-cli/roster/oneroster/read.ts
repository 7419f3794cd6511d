/** OneRoster 1.1 and 1.2 (CSV bindings of 1EdTech) and Microsoft's SDS v2.1: files with rows that refer to each other. */
import type { School } from '@lyceum/core/school/people.ts'

import { Removals } from '../delta/removals.ts'
import { seedStored, type StoredTables } from '../delta/stored.ts'
import type { Draft, DraftGuardianship } from '../draft.ts'
import type { RosterOptions } from '../options.ts'
import type { Problems } from '../problems.ts'
import { meaningsOfRoles } from '../role-words.ts'
import type { SetFormat, SetRules } from '../set-rules.ts'
import type { RosterSource } from '../source.ts'
import { readClasses } from './classes.ts'
import { readCourses, readSessions, type Course } from './courses.ts'
import { readEnrollments } from './enrollments.ts'
import { readOrgs } from './orgs.ts'
import { readRelationships, resolveRelations } from './relations.ts'
import { readRoles } from './roles.ts'
import { findSetFiles, type SetFiles } from './set-files.ts'
import { Table } from './table.ts'
import { readUsers } from './users.ts'

interface Tables extends StoredTables {
  readonly sessions: Table<true>
  readonly courses: Table<Course>
}

export type ReadSet =
  | { readonly kind: 'full'; readonly format: SetFormat; readonly draft: Draft }
  | {
      readonly kind: 'changes'
      readonly draft: Draft
      readonly removals: Removals
      readonly stored: readonly School[]
    }

/** Undefined when the set cannot be read at all; why is in `problems`. */
export async function readOneRoster(
  source: RosterSource,
  options: RosterOptions,
  problems: Problems,
): Promise<ReadSet | undefined> {
  const set = await findSetFiles(source, problems)
  if (set === undefined) return undefined
  const removals = set.isDelta ? new Removals() : undefined
  const rules: SetRules = {
    format: set.format,
    removals,
    meanings: meaningsOfRoles(options.roles),
    today: options.today,
    rolesFile: nameOf(set, set.format === 'oneroster-1.1' ? 'users' : 'roles'),
    problems,
  }
  const tables = emptyTables(set)
  if (removals === undefined) {
    const draft = await readDraft(set, tables, new Set(), rules)
    return { kind: 'full', format: set.format, draft }
  }
  const stored = (await options.known?.()) ?? []
  const withHomerooms = seedStored(tables, stored)
  if (stored.length === 0) reportUnchecked(tables, problems)
  const draft = await readDraft(set, tables, withHomerooms, rules)
  return { kind: 'changes', draft, removals, stored }
}

function emptyTables(set: SetFiles): Tables {
  return {
    orgs: new Table(nameOf(set, 'orgs')),
    sessions: new Table(nameOf(set, 'academicSessions')),
    courses: new Table(nameOf(set, 'courses')),
    users: new Table(nameOf(set, 'users')),
    classes: new Table(nameOf(set, 'classes')),
  }
}

async function readDraft(
  { files, format }: SetFiles,
  tables: Tables,
  withHomerooms: ReadonlySet<string>,
  rules: SetRules,
): Promise<Draft> {
  const { orgs, sessions, courses, users, classes } = tables
  const orgsFile = files.get('orgs')
  if (orgsFile) await readOrgs(orgsFile, orgs, rules)
  const sessionsFile = files.get('academicSessions')
  if (sessionsFile) await readSessions(sessionsFile, sessions, rules)
  const coursesFile = files.get('courses')
  if (coursesFile) await readCourses(coursesFile, courses, { orgs, sessions }, rules)
  const usersFile = files.get('users')
  const agents = usersFile ? await readUsers(usersFile, users, orgs, rules) : []
  const rolesFile = files.get('roles')
  const rolesWhole = rolesFile ? await readRoles(rolesFile, users, orgs, rules) : users.complete
  const classesFile = files.get('classes')
  if (classesFile) await readClasses(classesFile, classes, { orgs, courses, sessions }, rules)
  const enrollmentsFile = files.get('enrollments')
  const rolesComplete = rolesWhole && users.part !== 'unchecked'
  if (enrollmentsFile) {
    const known = { orgs, users, classes, rolesComplete, withHomerooms }
    await readEnrollments(enrollmentsFile, known, rules)
  }
  const relationships = files.get('relationships')
  const guardianships: readonly DraftGuardianship[] = relationships
    ? await readRelationships(relationships, users, rules)
    : resolveRelations(users, agents, rules)
  return {
    orgs: [...orgs.values(), ...orgs.storedValues()],
    users: [...users.values(), ...users.storedValues()],
    classes: [...classes.values(), ...classes.storedValues()],
    guardianships,
    files: {
      orgs: orgs.file,
      users: users.file,
      roles: rules.rolesFile,
      classes: classes.file,
      enrollments: enrollmentsFile?.name ?? 'enrollments.csv',
    },
    relationsIn: format === 'sds-2.1' ? 'relationships.csv' : 'agentSourcedIds of the child',
  }
}

function nameOf({ files }: SetFiles, file: Parameters<SetFiles['files']['get']>[0]): string {
  return files.get(file)?.name ?? `${file}.csv`
}

/** Changes can be looked at before a school is stored; what they refer to is then unknown. */
function reportUnchecked(tables: Tables, problems: Problems): void {
  for (const table of [tables.orgs, tables.users, tables.classes]) table.part = 'unchecked'
  problems.warning(
    { file: 'manifest.csv' },
    'This is a set of changes (delta), and nothing is stored yet that they could change.',
    'Give a full set (bulk) first.',
  )
}
