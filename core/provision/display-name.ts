/** The name of an account by the store, for who enters; a plan has its own reading of the school (`desiredRooms`). */
import type { UserId } from '../school/ids.ts'
import { firstNameSource } from '../school/name-source.ts'
import { fullName } from '../school/people.ts'
import type { Engine } from './engine.ts'

export async function displayNameOf({ store }: Engine, user: UserId): Promise<string | undefined> {
  const persons = await store.accounts.personsOf(user)
  const sources = await Promise.all(
    persons.map(async (person) => {
      return (await store.accounts.schoolsOf(person)).map((school) => ({ person, school }))
    }),
  )
  const first = firstNameSource(sources.flat())
  if (first === undefined) return undefined
  const school = await store.schools.load(first.school)
  const person = school?.people.find((one) => one.id === first.person)
  return school && person && fullName(person, school.info.language)
}
