import type { ClassId, PersonId, UserId } from '@lyceum/core/school/ids.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import { describeRefusal } from '@lyceum/core/school/policy/texts.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import { problem, Refused, type Problem } from '../http/problems.ts'
import { contactsOf } from './contacts.ts'
import type { PeopleContext } from './context.ts'
import type { SignedIn } from './sessions.ts'

export type TalkRequest =
  | { readonly user_id: UserId }
  | { readonly person: PersonId }
  | { readonly class: ClassId; readonly role: 'class-teacher' }

/** Said alike of who does not exist and of who is of another school: who is where is nobody's business. */
export function unknownPartner(language: Language): Problem {
  const verdict = { allowed: false, reason: 'not-of-a-school' } as const
  return problem('talk-refused', 403, 'There is nobody like that whom you could write to.', {
    detail: describeRefusal(verdict, language),
  })
}

/** An account, not judged yet. Throws `Refused`: `talk-refused`, or `not-entered` for somebody without an account. */
export async function findPartner(
  context: PeopleContext,
  signedIn: SignedIn,
  request: TalkRequest,
): Promise<UserId> {
  const { engine } = context
  if ('user_id' in request) return request.user_id
  const unknown = async () => {
    const language = (await context.facts.fresh()).languageOf(signedIn.user)
    return new Refused(unknownPartner(language))
  }
  const persons = await personsMeant(engine, signedIn.standing, request)
  if (persons.length === 0) throw await unknown()
  for (const person of persons) {
    const account = await engine.store.accounts.ofPerson(person)
    if (account !== undefined && !isOver(account.state)) return account.userId
  }
  const reachable = await contactsOf(context, signedIn, '')
  if (!reachable.some(({ id }) => persons.includes(id))) throw await unknown()
  throw new Refused(
    problem(
      'not-entered',
      409,
      'This person has not entered yet: there is no account to write to.',
    ),
  )
}

/** In the schools of the one who asks; of several class teachers in the order of their ids. */
async function personsMeant(
  { store }: PeopleContext['engine'],
  standing: SignedIn['standing'],
  request: Exclude<TalkRequest, { readonly user_id: UserId }>,
): Promise<readonly PersonId[]> {
  const schools = await Promise.all(standing.schools.map((here) => store.schools.load(here.school)))
  return schools.flatMap((school) => {
    if (school === undefined) return []
    if ('person' in request) {
      return school.people.filter(({ id }) => id === request.person).map(({ id }) => id)
    }
    return school.places
      .filter((place) => place.class === request.class && place.role === request.role)
      .map(({ person }) => person)
      .toSorted()
  })
}
