/** How much there is of what people wait for: for metrics, so numbers alone. One statement. */
import { type Kysely, sql } from 'kysely'
import type { FigureRepository, StoreFigures } from './live-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function figureRepository(db: Kysely<Tables>): FigureRepository {
  return {
    async at(now) {
      const time = isoTime(now)
      const { rows } = await sql<Record<keyof StoreFigures, number | string>>`
        select (select count(*) from schools) as schools,
          (select count(*) from accounts where state = 'active') as accounts,
          (select count(*) from sessions where expires_at > ${time}) as sessions,
          (select count(*) from applications where state = 'waiting') as applications,
          (select count(*) from confirmations where state = 'waiting') as confirmations,
          (select count(*) from reports where state = 'open') as reports`.execute(db)
      const of = (name: keyof StoreFigures) => Number(rows[0]?.[name] ?? 0)
      return {
        schools: of('schools'),
        accounts: of('accounts'),
        sessions: of('sessions'),
        applications: of('applications'),
        confirmations: of('confirmations'),
        reports: of('reports'),
      }
    },
  }
}
