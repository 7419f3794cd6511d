/**
 * Who takes part in the matrix: every role, in every relation to the others. What stands here is written down by hand for
 * each person and is all that the expected answers rest on; the schools that are built follow from it.
 */
import { classId, personId, schoolId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'

interface Part {
  /** `S1`, `S2`. */
  readonly school: string
  readonly role: Role
  /** Classes in which the role is held; of a parent, the children's. */
  readonly classes: readonly string[]
  readonly head?: boolean
  readonly children?: readonly string[]
}

export interface Actor {
  readonly name: string
  /** None: an account of nobody's roster. */
  readonly parts: readonly Part[]
  readonly region?: boolean
  /** What the person was as well, and is no longer. */
  readonly ended?: readonly Part[]
}

function part(
  school: string,
  role: Role,
  classes: readonly string[],
  children?: readonly string[],
): Part {
  return { school, role, classes, ...(children === undefined ? {} : { children }) }
}

export const cast: readonly Actor[] = [
  { name: 'administrator', parts: [part('S1', 'administrator', [])] },
  { name: 'class teacher of 1', parts: [{ ...part('S1', 'teacher', ['1']), head: true }] },
  { name: 'teacher of 2', parts: [part('S1', 'teacher', ['2'])] },
  { name: 'pupil of 1', parts: [part('S1', 'pupil', ['1'])] },
  { name: 'classmate of 1', parts: [part('S1', 'pupil', ['1'])] },
  { name: 'pupil of 2', parts: [part('S1', 'pupil', ['2'])] },
  { name: 'mother of pupil of 1', parts: [part('S1', 'parent', ['1'], ['pupil of 1'])] },
  { name: 'father of pupil of 1', parts: [part('S1', 'parent', ['1'], ['pupil of 1'])] },
  { name: 'parent of classmate', parts: [part('S1', 'parent', ['1'], ['classmate of 1'])] },
  { name: 'parent of pupil of 2', parts: [part('S1', 'parent', ['2'], ['pupil of 2'])] },
  {
    name: 'teacher who is a parent',
    parts: [part('S1', 'teacher', ['2']), part('S1', 'parent', ['1'], ['classmate of 1'])],
  },
  {
    name: 'parent in two schools',
    parts: [
      part('S1', 'parent', ['2'], ['pupil of 2']),
      part('S2', 'parent', ['1'], ['pupil of the other school']),
    ],
  },
  { name: 'administrator of the other school', parts: [part('S2', 'administrator', [])] },
  { name: 'teacher of the other school', parts: [part('S2', 'teacher', ['1'])] },
  { name: 'pupil of the other school', parts: [part('S2', 'pupil', ['1'])] },
  {
    name: 'teacher who has left 1',
    parts: [part('S1', 'teacher', ['2'])],
    ended: [part('S1', 'teacher', ['1'])],
  },
  {
    name: 'former guardian of pupil of 1',
    parts: [part('S1', 'parent', ['2'], ['pupil of 2'])],
    ended: [part('S1', 'parent', ['1'], ['pupil of 1'])],
  },
  {
    name: 'pupil moved from 1 to 2',
    parts: [part('S1', 'pupil', ['2'])],
    ended: [part('S1', 'pupil', ['1'])],
  },
  { name: 'stranger', parts: [] },
  { name: 'region staff', parts: [], region: true },
]

function actorOf(name: string): Actor {
  const found = cast.find((one) => one.name === name)
  if (found === undefined) throw new Error(`nobody is ${name}`)
  return found
}

/** One account of several parts has one person a school. */
export function personOf(actor: Actor, school: string): PersonId {
  return personId(`${school}-${actor.name.replaceAll(' ', '-')}`)
}

/** As the people have their accounts; and as it is when what ended has ended. */
export const schoolsBefore: readonly School[] = ['S1', 'S2'].map((id) =>
  buildSchool(
    id,
    cast.map((actor) => ({ ...actor, parts: [...(actor.ended ?? []), ...actor.parts] })),
  ),
)
export const schools: readonly School[] = ['S1', 'S2'].map((id) => buildSchool(id, cast))

function buildSchool(id: string, actors: readonly Actor[]): School {
  const here = actors.filter((actor) => actor.parts.some((one) => one.school === id))
  const parts = here.flatMap((actor) =>
    actor.parts
      .filter((one) => one.school === id)
      .map((one) => ({ ...one, person: personOf(actor, id) })),
  )
  const numbers = [...new Set(parts.flatMap((one) => one.classes))]
  return {
    info: { id: schoolId(id), name: `School ${id}`, language: 'en', timeZone: 'Europe/Moscow' },
    classes: numbers.map((n) => ({ id: classId(`${id}-C${n}`), label: `${n}A` })),
    people: here.map((actor) => ({
      id: personOf(actor, id),
      givenName: actor.name.replaceAll(' ', '-'),
      familyName: 'Familyname',
    })),
    staff: (['administrator', 'teacher'] as const).flatMap((role) => {
      const who = new Set(parts.filter((one) => one.role === role).map(({ person }) => person))
      return [...who].map((person) => ({ person, role, subjects: [] }))
    }),
    places: parts.flatMap(({ role, person, classes, head }) => {
      if (role !== 'pupil' && role !== 'teacher') return []
      const held = role === 'teacher' && head === true ? 'class-teacher' : role
      return classes.map((n) => ({
        person,
        class: classId(`${id}-C${n}`),
        role: held,
        subjects: [],
      }))
    }),
    guardianships: parts.flatMap(({ person, children = [] }) => {
      return children.map((child) => ({ guardian: person, child: personOf(actorOf(child), id) }))
    }),
    committee: [],
  }
}
