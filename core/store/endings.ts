import type { Kysely } from 'kysely'
import type { Ending, EndingOf } from '../school/endings.ts'
import { classId, personId } from '../school/ids.ts'
import type { Role } from '../school/people.ts'
import type { EndingRepository } from './live-ports.ts'
import type { EndingRow, Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function endingRepository(db: Kysely<Tables>): EndingRepository {
  return {
    async add(ending) {
      const { school, person, kind, at, by } = ending
      const added = await db
        .insertInto('endings')
        .values({ school, kind, person, what: whatOf(ending), at: isoTime(at), by })
        .onConflict((conflict) => conflict.doNothing())
        .returning('person')
        .executeTakeFirst()
      return added !== undefined
    },

    async ofSchool(school) {
      const rows = await db
        .selectFrom('endings')
        .selectAll()
        .where('school', '=', school)
        .orderBy('at')
        .orderBy('person')
        .execute()
      return rows.map(endingOf)
    },

    async remove(school, ending) {
      const { numDeletedRows } = await db
        .deleteFrom('endings')
        .where('school', '=', school)
        .where('kind', '=', ending.kind)
        .where('person', '=', ending.person)
        .where('what', '=', whatOf(ending))
        .executeTakeFirst()
      return Number(numDeletedRows) > 0
    },
  }
}

function whatOf(ending: EndingOf): string {
  switch (ending.kind) {
    case 'person':
      return ''
    case 'role':
      return ending.role
    case 'class':
      return ending.class
    case 'child':
      return ending.child
  }
}

function endingOf(row: EndingRow): Ending {
  const { school, person, at, by, what } = row
  const base = { school, person, at, by }
  switch (row.kind) {
    case 'person':
      return { ...base, kind: 'person' }
    case 'role':
      return { ...base, kind: 'role', role: what as Role }
    case 'class':
      return { ...base, kind: 'class', class: classId(what) }
    case 'child':
      return { ...base, kind: 'child', child: personId(what) }
  }
}
