/** Parts of requests that the routes of those who manage a school share. */
import { z } from 'zod'
import { LyceumError } from '@lyceum/core/errors.ts'
import { classId, personId, schoolId, type SchoolId } from '@lyceum/core/school/ids.ts'
import { roles, type School } from '@lyceum/core/school/people.ts'
import { wrongField } from '../http/parse-input.ts'
import { problem, problems, Refused, type Problem } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { actingAs } from './guard.ts'
import type { Acting } from './sessions.ts'

const id = z.string().min(1).max(255)
/** Of a route whose address ends in an id. */
export interface WithId {
  readonly Params: { readonly id: string }
}

export const SchoolIdText = id.transform(schoolId)
export const ClassIdText = id.transform(classId)
export const PersonIdText = id.transform(personId)
export const RoleName = z.enum(roles)
export const Page = {
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
}

export const changesPerMinute = { rateLimit: { max: 120, timeWindow: '1 minute' } }

/** The school that is named, or the only one of the person. Throws `Refused` with 400 at `school`. */
export function schoolMeant(signedIn: Acting, asked: SchoolId | undefined): SchoolId {
  if (asked !== undefined) return asked
  const [first, ...others] = actingAs(signedIn).schools
  if (first !== undefined && others.length === 0) return first.school
  if (first === undefined) throw new Refused(problems.notAllowed('not-of-a-school'))
  throw new Refused(wrongField('school', 'You are of several schools: say which.'))
}

/** The school that is named, or the first of the person's that `has` what is meant. Undefined where none has. */
export async function findSchool(
  { engine }: PeopleContext,
  signedIn: Acting,
  asked: SchoolId | undefined,
  has: (school: School) => boolean,
): Promise<School | undefined> {
  const schools = actingAs(signedIn).schools.map((one) => one.school)
  if (asked !== undefined && !schools.includes(asked)) {
    throw new Refused(problems.notAllowed('another-school'))
  }
  for (const one of asked === undefined ? schools : [asked]) {
    const school = await engine.store.schools.load(one)
    if (school !== undefined && has(school)) return school
  }
  return undefined
}

export async function loadSchool({ engine }: PeopleContext, id: SchoolId): Promise<School> {
  const school = await engine.store.schools.load(id)
  if (school === undefined) throw new Refused(problems.notFound)
  return school
}

/** What changing a school refuses, as a problem; rethrows everything else. For `catch`. */
export function explainChange(error: unknown): never {
  const answer = error instanceof LyceumError ? problemOf(error) : undefined
  throw answer === undefined ? error : new Refused(answer)
}

function problemOf(error: LyceumError): Problem | undefined {
  switch (error.code) {
    case 'unknown-person':
    case 'unknown-chat':
    case 'unknown-class':
    case 'unknown-school':
      return problems.notFound
    case 'wrong-label':
      return wrongField('name', error.message, 422)
    case 'which-class':
      return wrongField('from', error.message, 422)
    case 'label-taken':
    case 'class-exists':
    case 'moved-already':
    case 'not-in-class':
    case 'already-there':
    case 'pupil-or-not':
    case 'waits-to-be-confirmed':
      return problem(error.code, 409, error.message)
    case 'nothing-to-end':
      return problem('nothing-to-end', 409, 'There is nothing like that to end.')
    case 'chat-not-open':
      return problem('chat-not-open', 403, 'This chat is not open to you.')
    case 'unsafe-plan':
      return problem('last-administrator', 409, 'A school keeps at least one administrator.')
    case 'wrong-chat':
    case 'wrong-place':
      return wrongField('field' in error ? String(error.field) : '', error.message, 422)
    case 'locked':
    case 'stale-plan':
      return problem('busy', 503, 'The school is being changed by somebody else. Try again.', {
        retry_after: 5,
      })
    default:
      return undefined
  }
}
