import type { Language } from '@lyceum/core/school/people.ts'

export interface RosterOptions {
  /** Of schools for which the file names none. */
  readonly timeZone: string
  /** Of schools for which the file names none; without it, by the letters that most names are written in. */
  readonly language?: Language
  /** The school of a file that has no school column; the id is made from the name where it is left out. */
  readonly school?: { readonly id?: string; readonly name: string }
}
