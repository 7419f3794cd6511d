/**
 * What an account is called. An account may stand for several persons and a person may be in several schools, which name
 * people in their own language; so that no two of them rename the account back and forth, one decides: the smallest
 * person id, and of that person the smallest school id.
 */
import type { PersonId, SchoolId } from './ids.ts'

export interface NameSource {
  readonly person: PersonId
  readonly school: SchoolId
}

/** Undefined for an empty list. */
export function firstNameSource(sources: readonly NameSource[]): NameSource | undefined {
  return sources.toSorted((one, other) => {
    return compare(one.person, other.person) || compare(one.school, other.school)
  })[0]
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}
