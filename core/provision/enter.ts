/**
 * One person enters: the memberships that the blueprint gives are made now, not at import (DESIGN §4, "Joining costs").
 * Synapse takes 30-60 ms of processor time for each of them, so a person of many classes is answered when the school and
 * the first class are in; the rest follows, and a restart continues with everybody still `entering`.
 *
 * Meanwhile the school may change: a child is moved, or removed by an apply whose plan knew nothing of this account. So
 * at the end the school is read again, and what is no longer given is taken back before the account counts as active.
 */
import { LyceumError } from '../errors.ts'
import type { PersonId, UserId } from '../school/ids.ts'
import { displayNameOf } from './display-name.ts'
import type { Engine } from './engine.ts'
import { joinVisit } from './join-visit.ts'
import { runAccess } from './run-access.ts'
import { firstRooms, prepareVisits, type Visit } from './visit.ts'

export interface Entry {
  /** Settles when every room is joined and the account is `active`; rejects as `enter` does. */
  readonly complete: Promise<void>
}

/**
 * Resolves when the person is in the school's rooms and the first class (all classes up to four). May be repeated: what
 * is joined already costs little. Throws `not-all-rooms` after everything was tried; the account stays `entering`.
 */
export function enter(engine: Engine, person: PersonId): Promise<Entry> {
  // What the school is like is read when it is this person's turn: fifty may be waiting.
  return engine.entrances(async () => {
    const account = await engine.store.accounts.ofPerson(person)
    if (account === undefined) {
      throw new LyceumError('no-account', `Person ${person} has no account yet.`)
    }
    const user = account.userId
    const visits = await prepareVisits(engine, person)
    const name = await displayNameOf(engine, user)
    if (name !== undefined) await engine.limit(() => engine.homeserver.setDisplayName(user, name))
    const first = visits.map((visit) => joinVisit(engine, visit, firstRooms(visit), user))
    checkAllJoined(person, await Promise.all(first))
    return { complete: finish(engine, visits, user, person) }
  })
}

async function finish(
  engine: Engine,
  visits: readonly Visit[],
  user: UserId,
  person: PersonId,
): Promise<void> {
  const later = visits.map((visit) => {
    const first = new Set(firstRooms(visit))
    return joinVisit(
      engine,
      visit,
      visit.rooms.filter((room) => !first.has(room)),
      user,
    )
  })
  checkAllJoined(person, await Promise.all(later))
  const now = await prepareVisits(engine, person)
  for (const visit of visits) {
    await takeBack(
      engine,
      visit,
      now.find((one) => one.school === visit.school),
      user,
    )
  }
  if (now.every((visit) => visit.rooms.length === 0)) {
    await runAccess(engine, { kind: 'remove-access', person, user })
    return
  }
  const added = now.map((visit) => {
    const before = visits.find((one) => one.school === visit.school)
    const joined = new Set(before?.rooms.map((room) => room.key))
    return joinVisit(
      engine,
      visit,
      visit.rooms.filter((room) => !joined.has(room.key)),
      user,
    )
  })
  checkAllJoined(person, await Promise.all(added))
  const account = await engine.store.accounts.ofPerson(person)
  if (account?.state === 'entering') await engine.store.accounts.setState(person, 'active')
}

/** Rooms that the blueprint gave when the person's turn came and gives no longer; spaces first. */
async function takeBack(
  engine: Engine,
  visit: Visit,
  now: Visit | undefined,
  user: UserId,
): Promise<void> {
  const given = new Set(now?.rooms.map((room) => room.key))
  for (const room of visit.rooms) {
    const id = visit.ids.get(room.key)
    if (id === undefined || given.has(room.key)) continue
    await engine.limit(() => engine.homeserver.kick(id, user))
  }
}

function checkAllJoined(person: PersonId, failures: readonly number[]): void {
  const failed = failures.reduce((sum, one) => sum + one, 0)
  if (failed === 0) return
  throw new LyceumError(
    'not-all-rooms',
    `${failed} rooms of person ${person} could not be entered yet.`,
    { hint: 'They are tried again at the next start and by `lyceum apply`; the log says why.' },
  )
}
