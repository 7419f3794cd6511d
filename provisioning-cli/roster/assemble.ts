/** From rows that refer to each other to schools: who is in which, as what. */
import type { School, SchoolClass } from '@lyceum/core/school/people.ts'

import { placePeople } from './assemble-places.ts'
import { assembleSchool, peopleOf, type RoleAt } from './assemble-school.ts'
import type { Draft, DraftClass, DraftOrg, DraftUser } from './draft.ts'
import type { RosterOptions } from './options.ts'
import type { Problems } from './problems.ts'
import { reportAdministrators } from './remarks.ts'

/** Ordered as the organisations are in the file. */
export function assembleSchools(
  draft: Draft,
  options: RosterOptions,
  problems: Problems,
): readonly School[] {
  const classes = Map.groupBy(
    draft.classes.filter((group) => !group.removed && !group.org.removed),
    (group) => group.org,
  )
  const users = draft.users.filter((user) => !user.removed)
  const staffOf = Map.groupBy(
    users.flatMap((user) => user.roles.map((entry) => ({ user, ...entry }))),
    (entry) => entry.org,
  )
  const childrenOf = Map.groupBy(draft.guardianships, (pair) => pair.child)
  const placed = new Set<DraftUser>()
  const schools: School[] = []
  for (const org of draft.orgs) {
    const own = classes.get(org) ?? []
    const roles = (staffOf.get(org) ?? []).filter(
      ({ role }) => role === 'administrator' || role === 'teacher',
    )
    if (org.removed || (own.length === 0 && (org.type !== 'school' || roles.length === 0))) {
      if (!org.removed) reportOutside(draft, org, roles, problems)
      continue
    }
    const places = placePeople(draft, own, problems)
    const people = peopleOf(places, roles, childrenOf)
    const school = assembleSchool(org, { people, places, roles, childrenOf }, options)
    reportAdministrators(school, { file: draft.files.orgs, line: org.line }, problems)
    reportLabels(draft, places.classes, school.classes, problems)
    for (const person of people) placed.add(person)
    schools.push(school)
  }
  if (schools.length === 0 && problems.errorCount === 0) {
    const message = 'No organisation has classes or staff: there is no school in this set.'
    problems.error({ file: draft.files.orgs }, message, 'Is the export complete?')
  }
  reportUnplaced(draft, users, placed, problems)
  return schools
}

function reportOutside(
  draft: Draft,
  org: DraftOrg,
  roles: readonly RoleAt[],
  problems: Problems,
): void {
  for (const { line } of roles) {
    problems.warning(
      { file: draft.files.roles, line, column: 'orgSourcedId' },
      `The organisation "${org.id}" is not a school with classes; this role gives nothing by itself.`,
      'Name the school in this row, if the person belongs to one.',
    )
  }
}

function reportLabels(
  draft: Draft,
  groups: readonly DraftClass[],
  classes: readonly SchoolClass[],
  problems: Problems,
): void {
  const lines = new Map<string, number>()
  for (const [index, { label }] of classes.entries()) {
    const line = groups[index]?.line ?? 0
    const first = lines.get(label)
    if (first === undefined) lines.set(label, line)
    else {
      const message = `Two classes of the school have the same title; the other is in line ${first}.`
      problems.warning({ file: draft.files.classes, line, column: 'title' }, message)
    }
  }
}

/** People of the file who are in no school afterwards: each may be a row that went missing elsewhere. */
function reportUnplaced(
  draft: Draft,
  users: readonly DraftUser[],
  placed: ReadonlySet<DraftUser>,
  problems: Problems,
): void {
  for (const user of users) {
    if (placed.has(user)) continue
    const why = whyUnplaced(user, draft)
    problems.warning({ file: draft.files.users, line: user.line }, why.message, why.hint)
  }
}

function whyUnplaced(
  user: DraftUser,
  { files, relationsIn }: Draft,
): { message: string; hint: string } {
  const roles = new Set(user.roles.map((entry) => entry.role))
  if (roles.has('pupil')) {
    return {
      message: 'This pupil is in no class and is not imported.',
      hint: 'Add the enrolment in the class.',
    }
  }
  if (roles.has('guardian')) {
    return {
      message: 'This parent belongs to no pupil of a class and is not imported.',
      hint: `Name the parent in ${relationsIn}.`,
    }
  }
  if (roles.size === 0) {
    return {
      message: 'This user has no role and is not imported.',
      hint: `Say in ${files.roles} what the user is.`,
    }
  }
  return {
    message: 'This user’s roles give nothing here; not imported.',
    hint: `See ${files.roles}.`,
  }
}
