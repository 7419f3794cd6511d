/** What `person end` is about. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { EndingOf } from '@lyceum/core/school/endings.ts'
import { classId, personId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Translate } from './i18n/texts.ts'
import { selectSchools, theSchool, unknown } from './selection.ts'

interface Asked {
  readonly role: Role | undefined
  readonly class: string | undefined
  readonly child: string | undefined
}

/** Throws exit 64 when more than one part is named. */
export function endingOf(id: string, { role, class: cls, child }: Asked, t: Translate): EndingOf {
  const person = personId(id)
  if ([role, cls, child].filter((one) => one !== undefined).length > 1) {
    throw new LyceumError('usage', t('person.end.one-part'), {
      hint: `lyceum person end ${id} --class CLASS`,
      exitCode: exitCodes.usage,
    })
  }
  if (role !== undefined) return { kind: 'role', person, role }
  if (cls !== undefined) return { kind: 'class', person, class: classId(cls) }
  if (child !== undefined) return { kind: 'child', person, child: personId(child) }
  return { kind: 'person', person }
}

/** The school that is named, or the only one in which the person is, or was when ended. */
export async function schoolOfPerson(
  store: Store,
  person: PersonId,
  asked: string | undefined,
): Promise<School> {
  if (asked !== undefined) return theSchool(store, asked)
  const found: School[] = []
  const people: School['people'][number][] = []
  for (const { id } of await selectSchools(store, undefined)) {
    const school = await store.schools.load(id)
    if (school === undefined) continue
    people.push(...school.people)
    const isHere = school.people.some((one) => one.id === person)
    const wasHere = (await store.endings.ofSchool(id)).some((one) => one.person === person)
    if (isHere || wasHere) found.push(school)
  }
  const [first, ...others] = found
  if (first === undefined) throw unknown('person', person, people)
  if (others.length === 0) return first
  throw new LyceumError('which-school', `Person ${person} is in several schools: say which.`, {
    hint: `--school ${found.map(({ info }) => info.id).join(' | --school ')}`,
    exitCode: exitCodes.usage,
  })
}
