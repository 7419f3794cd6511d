import type { UserId } from '../../school/ids.ts'
import type { Role } from '../../school/people.ts'
import { isOver } from '../../store/account-state.ts'
import type { Engine } from '../engine.ts'

/**
 * A pupil's account takes no other role, and no other account becomes a pupil's: else a child could be its own parent.
 * Judged by all that the account stands for, in every school.
 */
export async function accountClash(
  { store }: Pick<Engine, 'store'>,
  user: UserId,
  role: Role,
): Promise<'account-is-pupil' | 'account-is-not-pupil' | undefined> {
  for (const person of await store.accounts.personsOf(user)) {
    const account = await store.accounts.ofPerson(person)
    if (account === undefined || isOver(account.state)) continue
    for (const id of await store.accounts.schoolsOf(person)) {
      const school = await store.schools.load(id)
      const places = school?.places.filter((one) => one.person === person) ?? []
      const isPupil = places.some((one) => one.role === 'pupil')
      const isMore =
        places.some((one) => one.role !== 'pupil') ||
        school?.staff.some((one) => one.person === person) === true ||
        school?.guardianships.some((one) => one.guardian === person) === true
      if (isPupil && role !== 'pupil') return 'account-is-pupil'
      if (isMore && role === 'pupil') return 'account-is-not-pupil'
    }
  }
  return undefined
}
