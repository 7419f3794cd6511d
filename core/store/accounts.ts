import type { Kysely } from 'kysely'
import { LyceumError } from '../errors.ts'
import type { PersonId, SchoolId, UserId } from '../school/ids.ts'
import { bindAccount } from './bind-account.ts'
import type { AccountState, PersonAccount } from './account-state.ts'
import type { AccountRepository } from './ports.ts'
import { raiseVersion } from './facts.ts'
import type { Tables } from './schema.ts'
import type { Write } from './write.ts'

export function accountRepository(db: Kysely<Tables>, write: Write): AccountRepository {
  return {
    ofSchool: (school) => accountsOfSchool(db, school),
    async ofPerson(person) {
      const row = await accounts(db).where('accounts.person', '=', person).executeTakeFirst()
      return row && accountOf(row)
    },
    async personsOf(user) {
      const query = accounts(db).where('user_id', '=', user).orderBy('accounts.person')
      return (await query.execute()).map((row) => row.person)
    },
    schoolsOf: (person) => schoolsOf(db, person),
    shared: (school) => shared(db, school),
    setState: (person, state) => write({}, (transaction) => setState(transaction, person, state)),
    bind: (person, user, at) =>
      write({}, async (transaction) => {
        await bindAccount(transaction, person, user, at)
        await setState(transaction, person, 'active')
      }),
    async entering() {
      const query = accounts(db).where('state', '=', 'entering').orderBy('accounts.person')
      return (await query.execute()).map(accountOf)
    },
    counts: (school) => counts(db, school),
  }
}

function accounts(db: Kysely<Tables>) {
  return db.selectFrom('accounts').select(['accounts.person', 'accounts.user_id', 'accounts.state'])
}

interface AccountColumns {
  readonly person: PersonId
  readonly user_id: UserId
  readonly state: AccountState
}

function accountOf(row: AccountColumns): PersonAccount {
  return { person: row.person, userId: row.user_id, state: row.state }
}

async function accountsOfSchool(
  db: Kysely<Tables>,
  school: SchoolId,
): Promise<readonly PersonAccount[]> {
  const rows = await accounts(db)
    .innerJoin('school_people', 'school_people.person', 'accounts.person')
    .where('school_people.school', '=', school)
    .orderBy('accounts.person')
    .execute()
  return rows.map(accountOf)
}

async function schoolsOf(db: Kysely<Tables>, person: PersonId): Promise<readonly SchoolId[]> {
  const rows = await db
    .selectFrom('school_people')
    .select('school')
    .where('person', '=', person)
    .where('removed_at', 'is', null)
    .orderBy('school')
    .execute()
  return rows.map((row) => row.school)
}

async function shared(
  db: Kysely<Tables>,
  school: SchoolId,
): Promise<ReadonlyMap<UserId, readonly { person: PersonId; school: SchoolId }[]>> {
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('school_people', 'school_people.person', 'accounts.person')
    .select(['accounts.user_id', 'accounts.person', 'school_people.school'])
    .where('school_people.removed_at', 'is', null)
    .where('accounts.user_id', 'in', (query) =>
      query
        .selectFrom('accounts as here')
        .innerJoin('school_people as place', 'place.person', 'here.person')
        .select('here.user_id')
        .where('place.school', '=', school),
    )
    .execute()
  const users = Map.groupBy(rows, (row) => row.user_id)
  return new Map(
    [...users]
      .filter(([, sources]) => sources.length > 1)
      .map(([user, sources]) => [
        user,
        sources.map(({ person, school: where }) => ({ person, school: where })),
      ]),
  )
}

/** In a transaction. */
async function setState(db: Kysely<Tables>, person: PersonId, state: AccountState): Promise<void> {
  const result = await db
    .updateTable('accounts')
    .set({ state, version: await raiseVersion(db, 'accounts') })
    .where('person', '=', person)
    .executeTakeFirst()
  if (result.numUpdatedRows > 0n) return
  throw new LyceumError('unknown-account', `Person ${person} has no account.`)
}

/** Who left the school counts only as `ended`: with a place in another school the account lives on there. */
async function counts(
  db: Kysely<Tables>,
  school: SchoolId,
): Promise<Record<'invited' | Exclude<AccountState, 'ending'>, number>> {
  const rows = await db
    .selectFrom('school_people')
    .leftJoin('accounts', 'accounts.person', 'school_people.person')
    .select((select) => ['accounts.state', select.fn.countAll<number | bigint | string>().as('n')])
    .where('school_people.school', '=', school)
    .where((where) =>
      where.or([
        where('removed_at', 'is', null),
        where('accounts.state', 'in', ['ending', 'ended']),
      ]),
    )
    .groupBy('accounts.state')
    .execute()
  const total = { invited: 0, entering: 0, active: 0, ended: 0, closed: 0 }
  for (const { state, n } of rows) {
    total[state === 'ending' ? 'ended' : (state ?? 'invited')] += Number(n)
  }
  return total
}
