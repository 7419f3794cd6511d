/** A class as the lists tell it: who is how many of what, and who leads it. */
import type { ClassId } from './ids.ts'
import { fullName, type Person, type Role, type School, type SchoolClass } from './people.ts'
import { placesOf } from './places.ts'

export function describeClass(school: School, { id, label }: SchoolClass) {
  const roles = [...placesOf(school).values()].flatMap((places) => [
    ...new Set(places.filter((place) => place.class === id).map((place) => place.role)),
  ])
  const count = (role: Role) => roles.filter((one) => one === role).length
  return {
    id,
    name: label,
    school: school.info.id,
    school_name: school.info.name,
    pupils: count('pupil'),
    teachers: count('teacher'),
    parents: count('parent'),
    class_teachers: classTeachersOf(school, id).map((one) => ({
      id: one.id,
      name: fullName(one, school.info.language),
    })),
  }
}

export function classTeachersOf(school: School, cls: ClassId): readonly Person[] {
  const leads = new Set(
    school.places
      .filter((place) => place.class === cls && place.role === 'class-teacher')
      .map((place) => place.person),
  )
  return school.people.filter((one) => leads.has(one.id))
}
