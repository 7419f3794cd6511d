/** Schools as `school list` and `school show` tell them: by ids and counts. */
import { roles, type Role, type School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { compareLabels, countRoles } from './places.ts'

export interface SchoolRow {
  readonly school: string
  readonly school_name: string
  readonly language: string
  readonly time_zone: string
  readonly people: Readonly<Record<Role, number>>
  readonly rooms: number
  readonly classes: readonly {
    readonly class: string
    readonly class_name: string
    readonly pupils: number
    readonly teachers: number
  }[]
  /** Who brought people and classes: what `school export --source` takes. */
  readonly sources: readonly string[]
}

export async function schoolRow(store: Store, school: School): Promise<SchoolRow> {
  const { info, classes, places } = school
  const byClass = Map.groupBy(places, (place) => place.class)
  return {
    school: info.id,
    school_name: info.name,
    language: info.language,
    time_zone: info.timeZone,
    people: countRoles(school),
    rooms: (await store.rooms.ofSchool(info.id)).size,
    classes: classes
      .toSorted((left, right) => compareLabels(left.label, right.label))
      .map(({ id, label }) => {
        const own = byClass.get(id) ?? []
        const pupils = own.filter((place) => place.role === 'pupil').length
        return { class: id, class_name: label, pupils, teachers: own.length - pupils }
      }),
    sources: await sourcesOf(store, school),
  }
}

/** In order; the console is one of them. */
export async function sourcesOf(store: Store, { info }: School): Promise<readonly string[]> {
  const origins = await store.schools.origins(info.id)
  if (origins === undefined) return []
  const { people, classes } = origins
  return [...new Set([...people.values(), ...classes.values()])].toSorted()
}

export function countPeople({ people }: SchoolRow): readonly (readonly [Role, number])[] {
  return roles.map((role) => [role, people[role]] as const)
}
