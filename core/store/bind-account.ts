import type { Transaction } from 'kysely'
import { LyceumError } from '../errors.ts'
import type { PersonId, UserId } from '../school/ids.ts'
import { raiseVersion } from './facts.ts'
import type { Tables } from './schema.ts'

/** In a transaction. May be repeated: an account that the person has already keeps its state. Throws `person-has-account` for another one. */
export async function bindAccount(
  db: Transaction<Tables>,
  person: PersonId,
  user: UserId,
  at: string,
): Promise<void> {
  const version = await raiseVersion(db, 'accounts')
  await db
    .insertInto('accounts')
    .values({ person, user_id: user, state: 'entering', bound_at: at, version })
    .onConflict((conflict) =>
      conflict
        .column('person')
        .doUpdateSet({ user_id: user, state: 'entering', bound_at: at, version })
        .where('accounts.state', 'in', ['ending', 'ended', 'closed']),
    )
    .execute()
  const bound = await db
    .selectFrom('accounts')
    .select('user_id')
    .where('person', '=', person)
    .executeTakeFirst()
  if (bound?.user_id === user) return
  throw new LyceumError('person-has-account', `Person ${person} already has another account.`, {
    hint: `\`lyceum person reset-password ${person}\` gives a link to a new password for it.`,
  })
}
