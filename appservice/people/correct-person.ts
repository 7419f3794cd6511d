/** What may be corrected of a person over the API. */
import { z } from 'zod'
import { LyceumError } from '@lyceum/core/errors.ts'
import { correctPerson as correct } from '@lyceum/core/provision/correct-person.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { personId, type UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { wrongField } from '../http/parse-input.ts'
import { Refused } from '../http/problems.ts'
import { ClassIdText, SchoolIdText } from './inputs.ts'

const name = z
  .string()
  .trim()
  .max(100)
  .regex(/^\P{Cc}*$/u, 'A name is one line.')

export const PersonEdit = z.strictObject({
  school: SchoolIdText.optional(),
  given_name: name.min(1).optional(),
  family_name: name.optional(),
  middle_name: name.nullable().optional(),
  /** In the class; without one those of the school. */
  class: ClassIdText.optional(),
  subjects: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
})
export type PersonEdit = z.infer<typeof PersonEdit>

export async function correctPerson(
  engine: Engine,
  school: School,
  id: string,
  edit: PersonEdit,
  actor: UserId,
): Promise<void> {
  const { given_name: givenName, family_name: familyName, middle_name: middleName } = edit
  const { class: cls, subjects } = edit
  const correction = { givenName, familyName, middleName, class: cls, subjects }
  try {
    await correct(engine, school, personId(id), correction, actor)
  } catch (error) {
    if (!(error instanceof LyceumError) || error.code !== 'teaches-nothing') throw error
    const field = cls === undefined ? 'subjects' : 'class'
    throw new Refused(wrongField(field, 'Teaches nothing there.', 422))
  }
}
