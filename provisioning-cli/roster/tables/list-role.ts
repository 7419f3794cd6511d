/** Who is in a list, where no column says it of each line. */
import type { Role } from '@lyceum/core/school/people.ts'

import { roleOfList } from '../simple/role-words.ts'
import { isClassLabel } from './fields.ts'
import type { Table } from './table.ts'
import type { Column } from './understanding.ts'

export type ListRole =
  | { readonly kind: 'column' }
  | { readonly kind: 'all'; readonly role: Role; readonly isGuess: boolean }
  | { readonly kind: 'unclear' }

/** `given` was said by somebody: an option, or an answer. */
export function listRole(table: Table, columns: readonly Column[], given?: Role): ListRole {
  const has = (...names: readonly Column['field'][]) =>
    columns.some((column) => column.field !== undefined && names.includes(column.field))
  if (has('role')) return { kind: 'column' }
  const sure = given ?? roleOfNames(table) ?? roleOfOwners(columns)
  if (sure !== undefined) return { kind: 'all', role: sure, isGuess: false }
  const isOfClasses = has('class', 'grade') || classOfSheet(table) !== undefined
  if (isOfClasses && has('parent')) return { kind: 'all', role: 'pupil', isGuess: false }
  if (has('subjects', 'classTeacher')) return { kind: 'unclear' }
  if (has('children')) return { kind: 'all', role: 'parent', isGuess: true }
  return isOfClasses ? { kind: 'all', role: 'pupil', isGuess: true } : { kind: 'unclear' }
}

function roleOfNames({ file, sheet }: Table): Role | undefined {
  return (sheet === undefined ? undefined : roleOfList(sheet)) ?? roleOfList(file)
}

function roleOfOwners(columns: readonly Column[]): Role | undefined {
  const named = columns.filter(({ field }) => field === 'fullName' || field === 'familyName')
  const owner = named.find((column) => column.owner !== undefined)?.owner
  if (owner === 'pupil' || owner === 'child') return 'pupil'
  return owner === 'teacher' ? 'teacher' : undefined
}

/** A sheet a class, which many schools have. */
export function classOfSheet({ sheet }: Table): string | undefined {
  if (sheet === undefined || !isClassLabel(sheet)) return undefined
  return sheet.trim().replace(/\s*(?:класс|кл\.?)$/u, '')
}
