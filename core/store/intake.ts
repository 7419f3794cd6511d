/**
 * Events that wait to be handled. Taking them is what the homeserver waits for, up to a hundred at a time, so it is one
 * statement over a JSON text: to build a statement of a hundred rows would cost more than to run it.
 *
 * `seq` is the order of arrival over all processes: it is given under a lock that lasts until the commit, so whoever reads
 * in the order of `seq` never sees a later event before an earlier one.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { RoomId } from '../school/ids.ts'
import { chunks } from './chunks.ts'
import type { IntakeRepository, WaitingEvent } from './live-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

type Engine = 'sqlite' | 'postgres'

export function intakeRepository(
  db: Kysely<Tables>,
  write: Write,
  engine: Engine,
): IntakeRepository {
  return {
    take: (source, txn, events, at) =>
      write({ arrival: true }, async (transaction) => {
        const isNew = await noteTransaction(transaction, source, txn, isoTime(at))
        if (events.length > 0) await addEvents(transaction, engine, events, isoTime(at))
        return isNew
      }),
    next: (at, limit, except) => firstOfRooms(db, engine, isoTime(at), limit, except),
    async handled(events, at) {
      for (const chunk of chunks(events)) {
        await db
          .updateTable('intake_events')
          .set({ state: 'handled', kept: null, next_at: null, error: null, at: isoTime(at) })
          .where('event', 'in', chunk)
          .execute()
      }
    },
    async failed(event, error, nextAt) {
      await db
        .updateTable('intake_events')
        .set((column) => ({
          attempts: column('attempts', '+', 1),
          error,
          next_at: isoTime(nextAt),
        }))
        .where('event', '=', event)
        .where('state', '=', 'waiting')
        .execute()
    },
    async bury(event, error, at) {
      await db
        .updateTable('intake_events')
        .set((column) => ({
          attempts: column('attempts', '+', 1),
          state: 'dead',
          error,
          next_at: null,
          at: isoTime(at),
        }))
        .where('event', '=', event)
        .where('state', '=', 'waiting')
        .execute()
    },
    ...deadOnes(db),
    async forget(before) {
      const time = isoTime(before)
      await db.deleteFrom('transactions').where('at', '<', time).execute()
      await db
        .deleteFrom('intake_events')
        .where('state', '=', 'handled')
        .where('at', '<', time)
        .execute()
    },
  }
}

function deadOnes(db: Kysely<Tables>): Pick<IntakeRepository, 'dead' | 'revive' | 'counts'> {
  return {
    async dead(limit) {
      const rows = await db
        .selectFrom('intake_events')
        .select(['event', 'room', 'kept', 'attempts', 'error', 'at'])
        .where('state', '=', 'dead')
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(({ kept, error, ...row }) => ({
        ...row,
        kept: kept ?? '{}',
        error: error ?? '',
      }))
    },
    async revive(at) {
      const result = await db
        .updateTable('intake_events')
        .set({ state: 'waiting', attempts: 0, next_at: isoTime(at), error: null })
        .where('state', '=', 'dead')
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
    async counts() {
      const { rows } = await sql<{ waiting: number; dead: number; oldest: string | null }>`
        select (select count(*) from intake_events where state = 'waiting') as waiting,
          (select count(*) from intake_events where state = 'dead') as dead,
          (select min(at) from intake_events where state = 'waiting') as oldest`.execute(db)
      const [row] = rows
      return {
        waiting: Number(row?.waiting ?? 0),
        dead: Number(row?.dead ?? 0),
        oldestAt: row?.oldest ?? undefined,
      }
    },
  }
}

async function noteTransaction(
  db: Kysely<Tables>,
  source: string,
  txn: string,
  at: string,
): Promise<boolean> {
  const result = await db
    .insertInto('transactions')
    .values({ source, txn, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

type NewEvents = Parameters<IntakeRepository['take']>[2]

async function addEvents(
  db: Kysely<Tables>,
  engine: Engine,
  events: NewEvents,
  at: string,
): Promise<void> {
  const json = JSON.stringify(events.map(({ event, room, kept }) => [event, room, kept]))
  const last = sql`(select coalesce(max(seq), 0) from intake_events)`
  await sql`
    insert into intake_events (event, seq, room, kept, at, attempts, state)
    select event, ${last} + place, room, kept, ${at}, 0, 'waiting' from ${rowsOf(engine, json)}
    order by place
    on conflict (event) do nothing`.execute(db)
}

function rowsOf(engine: Engine, json: string): RawBuilder<unknown> {
  return engine === 'sqlite'
    ? sql`(select value ->> 0 as event, value ->> 1 as room, value ->> 2 as kept, key + 1 as place
        from json_each(${json}) where true) as given`
    : sql`(select value ->> 0 as event, value ->> 1 as room, value ->> 2 as kept, place
        from json_array_elements(${json}::json) with ordinality as entry (value, place)) as given`
}

interface WaitingRow extends Omit<WaitingEvent, 'attempts'> {
  readonly attempts: number | string
}

/**
 * Goes from room to room through the index: one step a room with waiting events, however many wait in it. A `distinct`
 * or `group by` would read them all each time, ten thousand times ten thousand after a long time down.
 */
async function firstOfRooms(
  db: Kysely<Tables>,
  engine: Engine,
  at: string,
  limit: number,
  except: ReadonlySet<RoomId>,
): Promise<readonly WaitingEvent[]> {
  const busy = JSON.stringify([...except])
  const busyRooms =
    engine === 'sqlite'
      ? sql`(select value from json_each(${busy}))`
      : sql`(select json_array_elements_text(${busy}::json))`
  const { rows } = await sql<WaitingRow>`
    with recursive rooms (room) as (
      select min(room) from intake_events where state = 'waiting'
      union all
      select (select min(room) from intake_events where state = 'waiting' and room > rooms.room)
      from rooms where rooms.room is not null
    )
    select e.event, e.room, e.kept, e.attempts from rooms
    join intake_events e on e.seq =
      (select min(seq) from intake_events where state = 'waiting' and room = rooms.room)
    where rooms.room is not null and (e.next_at is null or e.next_at <= ${at})
      and rooms.room not in ${busyRooms}
    order by e.seq limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, attempts: Number(row.attempts) }))
}
