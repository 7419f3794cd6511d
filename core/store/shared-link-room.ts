/** Whether one more may apply by a link: asked in the transaction that holds its school, so that one at a time is counted. */
import type { Kysely, Transaction } from 'kysely'
import type { UserId } from '../school/ids.ts'
import type { Tables } from './schema.ts'
import { countUses, linkOf } from './shared-links.ts'

/** So many of a link may wait at once: nobody buries a school in applications. */
const mostOpen = 50

export async function findRoom(
  db: Transaction<Tables>,
  id: string,
  at: string,
  user: UserId,
): Promise<'free' | 'link-used' | 'link-full' | 'link-closed'> {
  const row = await db
    .selectFrom('shared_links')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return 'link-closed'
  const held = await countHeld(db, id, at, user)
  const link = linkOf(row, (await countUses(db, id)) + held, at)
  if (link.status === 'used') return 'link-used'
  if (link.status !== 'open') return 'link-closed'
  return (await countOpen(db, id)) + held >= mostOpen ? 'link-full' : 'free'
}

async function countOpen(db: Transaction<Tables>, link: string): Promise<number> {
  const row = await db
    .selectFrom('applications')
    .select((select) => select.fn.countAll<number | bigint | string>().as('n'))
    .where('link', '=', link)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** By others, whose accounts are being made at this moment. */
async function countHeld(
  db: Kysely<Tables>,
  link: string,
  at: string,
  user: UserId,
): Promise<number> {
  const row = await db
    .selectFrom('login_claims')
    .select((select) => select.fn.countAll<number | bigint | string>().as('n'))
    .where('link', '=', link)
    .where('user_id', '<>', user)
    .where('until', '>', at)
    .where('user_id', 'not in', (query) =>
      query
        .selectFrom('applications')
        .select('user_id')
        .where('link', '=', link)
        .where('account_gone', '=', 0),
    )
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
