/** Somebody whom no roster brought, or one more role, class or child of somebody of the school. */
import { LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { PersonId } from '../school/ids.ts'
import type { Person, School } from '../school/people.ts'
import type { Store } from '../store/ports.ts'
import type { ApplyResult } from './apply.ts'
import { changeSchool } from './change.ts'
import type { Engine } from './engine.ts'
import { checkAnotherPlace, endingsUndone, placeOf, type WantedPlace } from './new-place.ts'
import { oneByHand } from './one-by-hand.ts'

export interface PersonToAdd extends WantedPlace {
  /** An id: of somebody of the school. */
  readonly who: Person | PersonId
}

export interface PlannedPerson {
  readonly id: PersonId
  readonly changes: readonly SchoolChange[]
}

/** Pure. Throws `unknown-person`, `unknown-class`, `wrong-place`, `already-there`, `pupil-or-not`. */
export function planPersonAdd(school: School, given: PersonToAdd): PlannedPerson {
  const { who } = given
  if (typeof who === 'object') {
    const place = placeOf(school, who.id, given)
    return { id: who.id, changes: [{ kind: 'add-person', person: who }, place] }
  }
  if (!school.people.some((one) => one.id === who)) {
    throw new LyceumError('unknown-person', `There is no person ${who}.`, {
      hint: 'lyceum person list shows everybody with their ids.',
    })
  }
  const place = placeOf(school, who, given)
  checkAnotherPlace(school, who, place)
  return { id: who, changes: [place] }
}

/**
 * With the homeserver: somebody of the school is in the further rooms at once, and an account is made where they are made
 * ahead. What was ended by hand is there again.
 */
export async function addPerson(
  engine: Engine,
  school: School,
  given: PersonToAdd,
  actor: string,
): Promise<ApplyResult & { readonly id: PersonId }> {
  const { id, changes } = planPersonAdd(school, given)
  const result = await changeSchool(engine, school.info.id, changes, { limits: oneByHand, actor })
  for (const ending of endingsUndone(changes)) {
    await engine.store.endings.remove(school.info.id, ending)
  }
  await noteAdded(engine.store, school, { id, role: given.role, actor, at: engine.now() })
  return { ...result, id }
}

interface Added {
  readonly id: PersonId
  readonly role: WantedPlace['role']
  readonly actor: string
  readonly at: Date
}

export async function noteAdded(
  { journal }: Store,
  { info }: School,
  { id, role, actor, at }: Added,
): Promise<void> {
  await journal.append({
    at: at.toISOString(),
    actor,
    action: 'person-added',
    school: info.id,
    details: { person: id, role },
  })
}
