import type { Kysely, Transaction } from 'kysely'
import { hashSecret, newId } from './codes.ts'
import type { PhoneCode, PhoneLimits, PhoneRepository, StartedCheck } from './phone-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

const mostWrong = 5
/** Fits nothing that anybody types. */
const noCode = ''
const dayMs = 86_400_000

/** `key`: without it a stolen database gives numbers to whoever tries them all. */
export function phoneRepository(db: Kysely<Tables>, write: Write, key: string): PhoneRepository {
  const hashOf = (number: string) => hashSecret(key, `phone ${number}`)
  // By purpose: who asks for codes of the one kind stops nobody from the other.
  const checkHashOf = ({ number, purpose }: Pick<PhoneCode, 'number' | 'purpose'>) =>
    hashSecret(key, `phone ${purpose} ${number}`)
  const codeHashOf = ({ number, purpose, code }: PhoneCode) =>
    hashSecret(key, `phone code ${purpose} ${number} ${code}`)

  return {
    start: (check, limits, at) =>
      write({ phones: true }, async (transaction) => {
        const number = checkHashOf(check)
        const wait = await waitFor(transaction, number, limits, at)
        if (wait !== undefined) return wait
        const id = newId()
        await transaction
          .insertInto('phone_checks')
          .values({
            id,
            number_hash: number,
            code_hash: check.isDecoy === true ? noCode : codeHashOf(check),
            attempts: 0,
            sent_at: isoTime(at),
            expires_at: isoTime(check.expiresAt),
          })
          .execute()
        return { state: 'started', id }
      }),

    async arm(id, check) {
      const query = db.updateTable('phone_checks').set({ code_hash: codeHashOf(check) })
      await query.where('id', '=', id).execute()
    },

    async cancel(id) {
      await db.deleteFrom('phone_checks').where('id', '=', id).execute()
    },

    async tryCode(check, at) {
      const newest = await db
        .selectFrom('phone_checks')
        .select('id')
        .where('number_hash', '=', checkHashOf(check))
        .orderBy('sent_at', 'desc')
        .executeTakeFirst()
      // Counted before it is looked at: however many try at once, five are looked at.
      const counted = await db
        .updateTable('phone_checks')
        .set((columns) => ({ attempts: columns('attempts', '+', 1) }))
        .where('id', '=', newest?.id ?? '')
        .where('attempts', '<', mostWrong)
        .where('expires_at', '>', isoTime(at))
        .returning(['id', 'code_hash'])
        .executeTakeFirst()
      if (counted === undefined) return 'over'
      if (counted.code_hash !== codeHashOf(check)) return 'wrong'
      await db
        .updateTable('phone_checks')
        .set((columns) => ({ attempts: columns('attempts', '-', 1) }))
        .where('id', '=', counted.id)
        .execute()
      return 'right'
    },

    async prove(user, number, at) {
      const row = { number_hash: hashOf(number), checked_at: isoTime(at) }
      await db
        .insertInto('phones')
        .values({ user_id: user, ...row })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute()
    },

    async useUp(number, purpose) {
      const query = db.updateTable('phone_checks').set({ attempts: mostWrong })
      await query.where('number_hash', '=', checkHashOf({ number, purpose })).execute()
    },

    async hasNumber(user, number) {
      const query = db.selectFrom('phones').select('user_id').where('user_id', '=', user)
      const found = await query.where('number_hash', '=', hashOf(number)).executeTakeFirst()
      return found !== undefined
    },
  }
}

async function waitFor(
  db: Transaction<Tables>,
  number: string,
  { resendSeconds, perNumberADay, perDay }: PhoneLimits,
  at: string,
): Promise<Exclude<StartedCheck, { readonly state: 'started' }> | undefined> {
  const now = new Date(at).getTime()
  const since = new Date(now - dayMs).toISOString()
  const rows = await db
    .selectFrom('phone_checks')
    .select(['number_hash', 'code_hash', 'sent_at'])
    .where('sent_at', '>', since)
    .orderBy('sent_at', 'desc')
    .execute()
  const own = rows.filter((row) => row.number_hash === number)
  const until = (sent: string, ms: number) => Math.ceil((Date.parse(sent) + ms - now) / 1000)
  const [last] = own
  const again = last === undefined ? 0 : until(last.sent_at, resendSeconds * 1000)
  if (again > 0) return { state: 'too-soon', seconds: again }
  const first = own[perNumberADay - 1] ?? rows.filter((row) => row.code_hash !== noCode)[perDay - 1]
  return first === undefined
    ? undefined
    : { state: 'too-many', seconds: Math.max(1, until(first.sent_at, dayMs)) }
}
