/** Who in a school hears of somebody who wants in. */
import type { ClassId, PersonId, SchoolId, UserId } from '../../school/ids.ts'
import { roomKey } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import { isOver } from '../../store/account-state.ts'
import type { Engine } from '../engine.ts'
import type { Audience } from '../notices.ts'
import { roomIds } from '../visit.ts'

/** Accounts of the school's people that have not ended. */
export async function usersOf(
  { store }: Pick<Engine, 'store'>,
  school: SchoolId,
): Promise<ReadonlyMap<PersonId, UserId>> {
  const accounts = await store.accounts.ofSchool(school)
  return new Map(
    accounts.filter(({ state }) => !isOver(state)).map(({ person, userId }) => [person, userId]),
  )
}

/** The administration room; where the school has none, each administrator. */
export async function administrationOf(
  engine: Engine,
  school: School,
  users: ReadonlyMap<PersonId, UserId>,
): Promise<Audience> {
  const key = roomKey(`school/${school.info.id}/administration`)
  const room = (await roomIds(engine, school.info.id, [{ key }])).get(key)
  if (room !== undefined) return { rooms: [room], users: [] }
  const administrators = school.staff.filter(({ role }) => role === 'administrator')
  return { rooms: [], users: accountsOf(administrators, users) }
}

export function classTeachersOf(
  school: School,
  classes: readonly ClassId[],
  users: ReadonlyMap<PersonId, UserId>,
): readonly UserId[] {
  const wanted = new Set(classes)
  const heads = school.places.filter(({ role, class: cls }) => {
    return role === 'class-teacher' && wanted.has(cls)
  })
  return accountsOf(heads, users)
}

export function classesOfPupil(school: School, pupil: PersonId | undefined): readonly ClassId[] {
  return school.places
    .filter(({ person, role }) => person === pupil && role === 'pupil')
    .map((place) => place.class)
}

function accountsOf(
  places: readonly { readonly person: PersonId }[],
  users: ReadonlyMap<PersonId, UserId>,
): readonly UserId[] {
  return [...new Set(places.flatMap(({ person }) => users.get(person) ?? []))]
}
