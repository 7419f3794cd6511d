/**
 * One school as it is kept in memory for judging who may reach whom: who people are in it, and who belongs in which room.
 * By person and not by account, so that somebody who enters changes nothing here. Small, since a region keeps hundreds of
 * schools: people are numbers in rooms, and what many are alike (the pupils of a class) is kept once.
 */
import { blueprint } from '../school/blueprint.ts'
import type { BlueprintSettings, RoomKind } from '../school/blueprint-settings.ts'
import type { ClassId, PersonId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Language, School } from '../school/people.ts'
import { standingsIn, type SchoolStanding } from '../school/policy/standing.ts'

interface RoomPlaces {
  readonly kind: RoomKind
  readonly class: ClassId | undefined
  /** In no order. */
  members(): Iterable<PersonId>
  /** The level that the blueprint gives; undefined for who is not of the room. */
  levelOf(person: PersonId): number | undefined
}

export interface SchoolFacts {
  readonly id: SchoolId
  readonly revision: number
  readonly language: Language
  readonly people: Iterable<PersonId>
  readonly rooms: ReadonlyMap<RoomKey, RoomPlaces>
  /** Of several persons who are one account; undefined where none of them is anybody here. */
  standing(persons: readonly PersonId[]): SchoolStanding | undefined
}

export function factsOfSchool(
  school: School,
  settings: BlueprintSettings,
  revision: number,
): SchoolFacts {
  const people = school.people.map((person) => person.id)
  const numbers = new Map(people.map((person, number) => [person, number]))
  const parts = shareParts(school, people)
  return {
    id: school.info.id,
    revision,
    language: school.info.language,
    people,
    rooms: placesInRooms(school, settings, people, numbers),
    standing(persons) {
      const here = persons.flatMap((person) => {
        const part = parts[numbers.get(person) ?? -1]
        return part === undefined ? [] : [{ person, part }]
      })
      const [first, ...others] = here
      if (first === undefined) return undefined
      const part = others.reduce((sum, one) => unite(sum, one.part), first.part)
      return { ...part, persons: new Set(here.map((one) => one.person)) }
    },
  }
}

function placesInRooms(
  school: School,
  settings: BlueprintSettings,
  people: readonly PersonId[],
  numbers: ReadonlyMap<PersonId, number>,
): ReadonlyMap<RoomKey, RoomPlaces> {
  return new Map(
    blueprint(school, settings).map((room): [RoomKey, RoomPlaces] => {
      const entries = [...room.members]
        .flatMap(([person, level]) => {
          const number = numbers.get(person)
          return number === undefined ? [] : [{ number, level }]
        })
        .toSorted((a, b) => a.number - b.number)
      const members = Uint32Array.from(entries, (one) => one.number)
      const levels = Uint8Array.from(entries, (one) => one.level)
      return [
        room.key,
        {
          kind: room.mark.kind,
          class: room.mark.class,
          members: () => Array.from(members, (number) => people[number]).filter(isThere),
          levelOf(person) {
            const number = numbers.get(person)
            return number === undefined ? undefined : levels[positionOf(members, number)]
          },
        },
      ]
    }),
  )
}

function isThere<Item>(item: Item | undefined): item is Item {
  return item !== undefined
}

/** By halves: `sorted` is in ascending order. -1 where it is not in it. */
function positionOf(sorted: Uint32Array, number: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] ?? 0
    if (found === number) return middle
    if (found < number) low = middle + 1
    else high = middle - 1
  }
  return -1
}

type Part = Omit<SchoolStanding, 'persons'>

const setNames = ['roles', 'pupilOf', 'teaches', 'headOf', 'parentIn', 'children'] as const

/** In the order of `people`; equal ones are one object. */
function shareParts(school: School, people: readonly PersonId[]): readonly (Part | undefined)[] {
  // Each person as an account of their own: accounts come in later.
  const own = new Map(people.map((person) => [person, person as string as UserId]))
  const standings = standingsIn(school, own)
  const sets = new Map<string, ReadonlySet<string>>()
  const parts = new Map<string, Part>()
  return people.map((person) => {
    const standing = standings.get(person as string as UserId)
    if (standing === undefined) return undefined
    const keys = setNames.map((name) => JSON.stringify([...standing[name]].toSorted()))
    const key = keys.join()
    const known = parts.get(key)
    if (known !== undefined) return known
    const shared = setNames.map((name, index) => {
      const set = sets.get(keys[index] ?? '') ?? standing[name]
      sets.set(keys[index] ?? '', set)
      return [name, set] as const
    })
    const part = { school: school.info.id, ...Object.fromEntries(shared) } as unknown as Part
    parts.set(key, part)
    return part
  })
}

function unite(one: Part, other: Part): Part {
  return {
    school: one.school,
    roles: one.roles.union(other.roles),
    pupilOf: one.pupilOf.union(other.pupilOf),
    teaches: one.teaches.union(other.teaches),
    headOf: one.headOf.union(other.headOf),
    parentIn: one.parentIn.union(other.parentIn),
    children: one.children.union(other.children),
  }
}
