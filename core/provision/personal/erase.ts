/**
 * Erases a person: out of every school and room, every word on the homeserver taken away, the account erased, our rows
 * deleted. Killed anywhere it is run again: the person's own row goes last, so until then the person is known.
 *
 * One account may stand for several persons. What it said cannot be told apart then, so it stays with the others, and only
 * this person's rows and places go; the answer says so.
 */
import { LyceumError } from '../../errors.ts'
import type { SchoolChange } from '../../school/changes.ts'
import type { PersonId, RoomId, UserId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import { isOver } from '../../store/account-state.ts'
import { changeSchool, type ChangeOptions } from '../change.ts'
import type { Engine } from '../engine.ts'
import { giveLoginBack, isHeld } from '../letting-in/held-account.ts'
import { redactRooms, type RedactedRooms } from './redact-rooms.ts'
import { takeBackNotices } from './take-back-notices.ts'
import { pseudonymOf, tombstoneOf } from './tombstones.ts'

export interface Erased {
  readonly events: number
  readonly files: number
  readonly quotations: RedactedRooms['quotations']
  /** Rooms in which nobody may take anything away: the person wrote there and is gone. */
  readonly roomsLeft: readonly RoomId[]
  /** The account is other persons' too and stays with them. */
  readonly sharedAccount: boolean
}

/** Throws `unknown-person`, and what `changeSchool` throws (the last administrator stays). May be repeated. */
export async function erasePerson(
  engine: Engine,
  person: PersonId,
  options: ChangeOptions,
): Promise<Erased> {
  const { store, homeserver, limit, now, aliasKey } = engine
  if (!(await store.personal.exists(person))) throw unknown(person)
  const at = now().toISOString()
  const names = await store.personal.namesOf(person)
  // First: a roster that comes meanwhile must not bring the person back.
  await store.tombstones.add(
    names.map((name) => tombstoneOf(aliasKey, name)),
    at,
  )
  const account = await store.accounts.ofPerson(person)
  const isShared = account !== undefined && (await hasOthers(engine, account.userId, person))
  const user = isShared ? undefined : account?.userId
  // While the person is still in the rooms: own words everybody may take back.
  const before = user === undefined ? nothing : await redactRooms(engine, user)
  for (const school of await store.accounts.schoolsOf(person)) {
    const stored = await store.schools.load(school)
    if (stored !== undefined) await changeSchool(engine, school, departure(stored, person), options)
  }
  const after = user === undefined ? nothing : await redactRooms(engine, user)
  const files = user === undefined ? 0 : await limit(() => homeserver.deleteFilesOf(user))
  let said = await takeBackNotices(engine, person, user)
  if (user !== undefined) await limit(() => homeserver.eraseAccount(user))
  for (const held of await heldAccountsOf(engine, person)) {
    said += await takeBackNotices(engine, person, held)
    await giveLoginBack(engine, held)
  }
  const pseudonym = pseudonymOf(aliasKey, person)
  await store.personal.erase({ person, user }, pseudonym)
  const events = before.events + after.events + said
  await store.journal.append({
    at: now().toISOString(),
    actor: options.actor,
    action: 'person-erased',
    school: undefined,
    details: { person: pseudonym, events, files, shared: isShared },
  })
  const { quotations, left: roomsLeft } = after
  return { events, files, quotations, roomsLeft, sharedAccount: isShared }
}

/** The next roster may bring the person again, as somebody new. False when nobody by this id was erased. */
export async function forgetTombstone(
  { store, aliasKey }: Pick<Engine, 'store' | 'aliasKey'>,
  id: PersonId,
): Promise<boolean> {
  const sources = await store.personal.sources()
  const hashes = [
    tombstoneOf(aliasKey, { kind: 'person', id }),
    ...sources.map(({ school, source }) => {
      return tombstoneOf(aliasKey, { kind: 'external', school, source, id })
    }),
  ]
  const found = await store.tombstones.among(hashes)
  await store.tombstones.remove([...found])
  return found.size > 0
}

const nothing: RedactedRooms = { events: 0, left: [], quotations: [] }

/**
 * Of who was accepted as the person and waits to be confirmed, or seems to be the person and waits to be accepted: bound to
 * nobody and known by the application alone, which goes with the person.
 */
async function heldAccountsOf(engine: Engine, person: PersonId): Promise<ReadonlySet<UserId>> {
  const held = new Set<UserId>()
  for (const { user } of await engine.store.applications.ofPerson(person)) {
    if (await isHeld(engine, user)) held.add(user)
  }
  return held
}

async function hasOthers({ store }: Engine, user: UserId, person: PersonId): Promise<boolean> {
  const others = (await store.accounts.personsOf(user)).filter((one) => one !== person)
  const accounts = await Promise.all(others.map((one) => store.accounts.ofPerson(one)))
  return accounts.some((one) => one !== undefined && !isOver(one.state))
}

/** Everything of the person in the school, what rests on others last. */
function departure(school: School, person: PersonId): readonly SchoolChange[] {
  return [
    ...school.committee
      .filter((one) => one.person === person)
      .map((place) => ({ kind: 'remove-committee-place' as const, place })),
    ...school.guardianships
      .filter((one) => one.guardian === person || one.child === person)
      .map((guardianship) => ({ kind: 'remove-guardianship' as const, guardianship })),
    ...school.places
      .filter((one) => one.person === person)
      .map((one) => ({ kind: 'remove-class-place' as const, person, class: one.class })),
    ...school.staff
      .filter((one) => one.person === person)
      .map((one) => ({ kind: 'remove-staff-place' as const, person, role: one.role })),
    { kind: 'remove-person', person },
  ]
}

function unknown(person: PersonId): LyceumError {
  return new LyceumError('unknown-person', `There is no person ${person}.`, {
    hint: '`lyceum person list` shows everybody.',
  })
}
