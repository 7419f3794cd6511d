/** What the simple formats say, before ids are made and references found: one entry a school, class and person. */
import type { Language, School } from '@lyceum/core/school/people.ts'

import type { Place } from '../problems.ts'

/** A class by id or label, and what is taught there. */
export interface ClassReference {
  readonly ref: string
  readonly subjects: readonly string[]
  readonly place: Place
}

/** A person by id or names; `class` tells namesakes apart. */
export interface ChildReference {
  readonly ref: string
  /** The child itself, where one line tells of both. Not looked at where the child has an id. */
  readonly entry?: PersonEntry
  readonly class?: string
  readonly place: Place
}

export interface ClassEntry {
  readonly id?: string
  readonly label: string
  readonly place: Place
}

export interface PersonEntry {
  readonly id?: string
  readonly givenName: string
  readonly familyName: string
  readonly middleName?: string
  /** See `Person.account`; judged when accounts are planned. */
  readonly account?: string
  /** Subjects, when the person is one. */
  readonly administrator?: readonly string[]
  /** Subjects; `false`: not a teacher of the school even with classes; left out: follows from the classes. */
  readonly teacher?: readonly string[] | false
  readonly pupilOf: readonly ClassReference[]
  readonly teacherOf: readonly ClassReference[]
  readonly classTeacherOf: readonly ClassReference[]
  readonly children: readonly ChildReference[]
  /** On the committee of the school. */
  readonly committee: boolean
  readonly committeeOf: readonly ClassReference[]
  readonly place: Place
}

export interface SchoolEntry {
  readonly id?: string
  readonly name: string
  readonly language?: Language
  readonly timeZone?: string
  readonly classes: readonly ClassEntry[]
  readonly people: readonly PersonEntry[]
  /** What is stored of it: a label in a list means the class that is there already, a name whoever is in it. */
  readonly stored?: School
  readonly place: Place
}
