import type { Language, Role, School } from '@lyceum/core/school/people.ts'

import type { ColumnOptions } from './tables/understanding.ts'

export interface RosterOptions {
  /** Of schools for which the file names none. */
  readonly timeZone: string
  /** Of schools for which the file names none; without it, by the letters that most names are written in. */
  readonly language?: Language
  /** What words for roles mean that the formats do not know, in small letters. */
  readonly roles?: Readonly<Record<string, Role | 'none'>>
  /** `2026-11-24`: rows that have ended or not begun are left out. Without it their dates are not looked at. */
  readonly today?: string
  /** A file that `onRefused` gave, mended: its rows take the place of those that were refused. */
  readonly mended?: string
  /** Gets the rows with errors as CSV, to be mended; empty when there is none. */
  onRefused?(csv: string): void
  /** The schools that are stored: rows of a set of changes may refer to them. Asked for such sets only. */
  known?(): Promise<readonly School[]>
  /** The school of a file that has no school column; the id is made from the name where it is left out. */
  readonly school?: GivenSchool
  /** Ids, for saying which school a list may be of. */
  readonly storedSchools?: readonly string[]
  /** Of everybody in a list without a column for it. */
  readonly role?: Role
  /** How the columns of a list are understood beyond their names. */
  readonly columns?: ColumnOptions
}

export interface GivenSchool {
  readonly id?: string
  readonly name: string
  /** What is stored of it, whoever brought it. */
  readonly stored?: School
}
