/** OneRoster 1.2, CSV binding (1EdTech, 2023), full sets: the files are read in the order in which they refer to each other. */
import type { Draft } from '../draft.ts'
import type { Problems } from '../problems.ts'
import type { RosterSource } from '../source.ts'
import { readClasses } from './classes.ts'
import { readCourses, readSessions, type Course } from './courses.ts'
import { readEnrollments } from './enrollments.ts'
import { readManifest } from './manifest.ts'
import { readOrgs } from './orgs.ts'
import { resolveRelations } from './relations.ts'
import { readRoles } from './roles.ts'
import { Table } from './table.ts'
import { readUsers } from './users.ts'

/** Undefined when the set cannot be read at all; why is in `problems`. */
export async function readOneRoster(
  source: RosterSource,
  problems: Problems,
): Promise<Draft | undefined> {
  const manifest = await readManifest(source, problems)
  if (manifest === undefined) return undefined
  const { files } = manifest
  const orgsFile = files.get('orgs')
  const usersFile = files.get('users')
  const rolesFile = files.get('roles')
  const classesFile = files.get('classes')
  const enrollmentsFile = files.get('enrollments')
  if (!orgsFile || !usersFile || !rolesFile || !classesFile || !enrollmentsFile) return undefined

  const orgs = await readOrgs(orgsFile, problems)
  const sessionsFile = files.get('academicSessions')
  const sessions = sessionsFile
    ? await readSessions(sessionsFile, problems)
    : new Table<true>('academicSessions.csv')
  const coursesFile = files.get('courses')
  const courses = coursesFile
    ? await readCourses(coursesFile, orgs, sessions, problems)
    : new Table<Course>('courses.csv')
  const users = await readUsers(usersFile, orgs, problems)
  const rolesComplete = await readRoles(rolesFile, users.table, orgs, problems)
  const classes = await readClasses(classesFile, { orgs, courses, sessions }, problems)
  const tables = { orgs, users: users.table, classes, rolesComplete }
  await readEnrollments(enrollmentsFile, tables, problems)
  return {
    orgs: orgs.values(),
    users: users.table.values(),
    classes: classes.values(),
    guardianships: resolveRelations(users, problems),
    files: {
      orgs: orgsFile.name,
      users: usersFile.name,
      roles: rolesFile.name,
      classes: classesFile.name,
      enrollments: enrollmentsFile.name,
    },
  }
}
