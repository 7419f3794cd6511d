/** Who must still be confirmed by a parent, and what people agreed to. */
import type { Kysely, Selectable } from 'kysely'
import type { SchoolId } from '../school/ids.ts'
import type { Confirmation, ConfirmationRepository, ConsentRepository } from './letting-in-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function confirmationRepository(db: Kysely<Tables>): ConfirmationRepository {
  const all = () => db.selectFrom('confirmations').selectAll()
  const find: ConfirmationRepository['find'] = async (school, pupil) => {
    const row = await all()
      .where('school', '=', school)
      .where('pupil', '=', pupil)
      .executeTakeFirst()
    return row && confirmationOf(row)
  }
  return {
    find,
    async ask(school, pupil, at) {
      const asked = { school, pupil, state: 'waiting' as const, asked_at: isoTime(at) }
      await db
        .insertInto('confirmations')
        .values({ ...asked, decided_by: null, decided_at: null })
        .onConflict((conflict) => conflict.columns(['school', 'pupil']).doNothing())
        .execute()
      const found = await find(school, pupil)
      if (found === undefined) throw new Error('a confirmation was asked for and is not there')
      return found
    },
    async waiting(school) {
      const query = all()
        .where('state', '=', 'waiting')
        .$if(school !== undefined, (some) => some.where('school', '=', school as SchoolId))
      return (await query.orderBy('asked_at').orderBy('pupil').execute()).map(confirmationOf)
    },
    async decide(school, pupil, { state, by }, at) {
      const result = await db
        .updateTable('confirmations')
        .set({ state, decided_by: by, decided_at: isoTime(at) })
        .where('school', '=', school)
        .where('pupil', '=', pupil)
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async deny(school, pupil, by, at) {
      const result = await db
        .insertInto('denials')
        .values({ school, pupil, user_id: by, at: isoTime(at) })
        .onConflict((conflict) => conflict.columns(['school', 'pupil', 'user_id']).doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async deniers(school, pupil) {
      const query = db.selectFrom('denials').select('user_id').where('school', '=', school)
      return new Set((await query.where('pupil', '=', pupil).execute()).map((row) => row.user_id))
    },
    async forget(school, pupil) {
      for (const table of ['denials', 'confirmations'] as const) {
        const query = db.deleteFrom(table).where('school', '=', school)
        await query.where('pupil', '=', pupil).execute()
      }
    },
  }
}

function confirmationOf(row: Selectable<Tables['confirmations']>): Confirmation {
  return {
    school: row.school,
    pupil: row.pupil,
    state: row.state,
    askedAt: row.asked_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
  }
}

/** Written with the application (`applications.ts`). */
export function consentRepository(db: Kysely<Tables>): ConsentRepository {
  return {
    async ofUser(user) {
      const query = db.selectFrom('consents').selectAll().where('user_id', '=', user)
      return (await query.orderBy('at').execute()).map((row) => ({
        user: row.user_id,
        school: row.school,
        version: row.version,
        at: row.at,
        withdrawnAt: row.withdrawn_at ?? undefined,
      }))
    },
    async withdraw(user, school, at) {
      const result = await db
        .updateTable('consents')
        .set({ withdrawn_at: isoTime(at) })
        .where('user_id', '=', user)
        .where('school', '=', school)
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
  }
}
