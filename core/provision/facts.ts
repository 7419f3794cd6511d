/**
 * The facts that the policy is judged by, kept in memory and never old: before each judgement the store's counters are
 * asked (one small query), and what is newer is read. So a relation that ends, by whatever process, has ended for the very
 * next question. What is read is taken over in one go; a reading that fails changes nothing and fails the question.
 */
import pLimit from 'p-limit'
import type { BlueprintSettings, RoomKind } from '../school/blueprint-settings.ts'
import type { ClassId, PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Language } from '../school/people.ts'
import type { Policy } from '../school/policy/judge.ts'
import type { PolicySettings } from '../school/policy/settings.ts'
import type { Standing } from '../school/policy/standing.ts'
import type { FactVersions } from '../store/live-ports.ts'
import type { Store } from '../store/ports.ts'
import { KnownFacts, type KnownRoom } from './known-facts.ts'
import { factsOfSchool, type SchoolFacts } from './school-facts.ts'

/** One of a school's own rooms. Kind and class are undefined, and there are no members, where the blueprint gives it no longer. */
export interface ManagedRoom {
  readonly school: SchoolId
  readonly key: RoomKey
  readonly kind: RoomKind | undefined
  readonly class: ClassId | undefined
  /** Made when it is read; to ask for one, `levelOf` is cheaper. */
  readonly members: ReadonlySet<UserId>
  /** The power level that the blueprint gives; undefined for who does not belong in it. */
  levelOf(user: UserId): number | undefined
}

/** As of the call of `fresh`, or newer: ask, and let it go. */
export interface FactsNow {
  readonly policy: Policy
  standing(user: UserId): Standing | undefined
  /** Undefined for a room that is no school's. */
  room(id: RoomId): ManagedRoom | undefined
  isManaged(id: RoomId): boolean
  /** With whom the bot is alone in this direct room; undefined for every other room. */
  aloneWith(id: RoomId): UserId | undefined
  /** Of the person's first school by its id; of a stranger, of the installation. */
  languageOf(user: UserId): Language
  /** Accounts of the school that have not ended. */
  usersOf(school: SchoolId): ReadonlySet<UserId>
  personsOf(user: UserId): ReadonlySet<PersonId>
}

export interface Facts {
  /** Includes every change that was committed before the call. Rejects when the database does not answer. */
  fresh(): Promise<FactsNow>
}

export interface FactsInput {
  readonly store: Pick<Store, 'facts' | 'schools'>
  readonly blueprint: BlueprintSettings
  readonly policy: PolicySettings
  readonly bot: UserId
  readonly language: Language
}

/** How many schools are read at a time: more would keep the database from others. */
const readers = 4

export function createFacts(input: FactsInput): Facts {
  const known = new KnownFacts(input.policy.regionStaff)
  const now = factsNow(input, known)
  let versions: FactVersions = { schools: 0, accounts: 0, rooms: 0, forgotten: 0, botRooms: 0 }

  async function read(): Promise<FactsNow> {
    // First of all: what is committed after this is read again next time, never passed over.
    const found = await input.store.facts.versions()
    const whole = found.forgotten !== versions.forgotten
    const { facts } = input.store
    const [schools, accounts, rooms, botRooms] = await Promise.all([
      found.schools === versions.schools ? nothingNew : readSchools(input, known.schools),
      whole || found.accounts !== versions.accounts
        ? facts.accountsSince(whole ? 0 : versions.accounts)
        : [],
      whole || found.rooms !== versions.rooms ? facts.roomsSince(whole ? 0 : versions.rooms) : [],
      whole || found.botRooms !== versions.botRooms
        ? facts.botRoomsSince(whole ? 0 : versions.botRooms)
        : [],
    ])
    known.takeSchools(schools.changed, schools.gone)
    known.takeAccounts(accounts, whole)
    known.takeRooms(rooms, whole)
    known.takeBotRooms(botRooms, whole)
    versions = found
    return now
  }

  return { fresh: shareReadings(read) }
}

/** One reading at a time; who asks while one is under way shares the next, which begins after everything they may know of. */
function shareReadings<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> = Promise.resolve()
  let waiting: Promise<Result> | undefined
  return () => {
    if (waiting !== undefined) return waiting
    const next = running
      .catch(() => undefined)
      .then(() => {
        waiting = undefined
        return read()
      })
    waiting = next
    running = next
    return next
  }
}

interface SchoolNews {
  readonly changed: readonly SchoolFacts[]
  readonly gone: readonly SchoolId[]
}

const nothingNew: SchoolNews = { changed: [], gone: [] }

async function readSchools(
  { store, blueprint }: FactsInput,
  known: ReadonlyMap<SchoolId, SchoolFacts>,
): Promise<SchoolNews> {
  const revisions = await store.facts.revisions()
  const limit = pLimit(readers)
  const changed = [...revisions].filter(([id, revision]) => known.get(id)?.revision !== revision)
  const loaded = await Promise.all(
    changed.map(([id, revision]) =>
      limit(async () => {
        const school = await store.schools.load(id)
        return school === undefined ? [] : [factsOfSchool(school, blueprint, revision)]
      }),
    ),
  )
  return { changed: loaded.flat(), gone: [...known.keys()].filter((id) => !revisions.has(id)) }
}

function factsNow(input: FactsInput, known: KnownFacts): FactsNow {
  const standing = (user: UserId) => known.standing(user)
  return {
    policy: { settings: input.policy, bot: input.bot, standing },
    standing,
    isManaged: (id) => known.rooms.has(id),
    aloneWith: (id) => known.botRooms.get(id),
    room(id) {
      const room = known.rooms.get(id)
      return room && managedRoom(known, room)
    },
    languageOf(user) {
      const [first] = (standing(user)?.schools ?? [])
        .map((one) => one.school)
        .toSorted((a, b) => (a < b ? -1 : 1))
      return (first && known.schools.get(first)?.language) ?? input.language
    },
    usersOf: (id) => usersAmong(known, known.schools.get(id)?.people ?? []),
    personsOf: (user) => known.personsOf(user),
  }
}

function managedRoom(known: KnownFacts, { school, key }: KnownRoom): ManagedRoom {
  const places = known.schools.get(school)?.rooms.get(key)
  return {
    school,
    key,
    kind: places?.kind,
    class: places?.class,
    get members() {
      return usersAmong(known, places?.members() ?? [])
    },
    levelOf(user) {
      const levels = [...known.personsOf(user)].flatMap((person) => places?.levelOf(person) ?? [])
      return levels.length === 0 ? undefined : Math.max(...levels)
    },
  }
}

function usersAmong(known: KnownFacts, people: Iterable<PersonId>): ReadonlySet<UserId> {
  const users = new Set<UserId>()
  for (const person of people) {
    const user = known.userOf(person)
    if (user !== undefined) users.add(user)
  }
  return users
}
