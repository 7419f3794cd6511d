/** Links that many use: what stands in the database is their hashes, as of personal ones (`codes.ts`). */
import type { Kysely, Selectable } from 'kysely'
import { LyceumError } from '../errors.ts'
import type { SchoolId } from '../school/ids.ts'
import { unknownClass } from './change-records.ts'
import { hashSecret, newCode, newId, newToken, parseSecret } from './codes.ts'
import type { NewSharedLink, SharedLink, SharedLinkRepository } from './letting-in-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

export type SharedLinkRow = Selectable<Tables['shared_links']>

export function sharedLinkRepository(
  db: Kysely<Tables>,
  write: Write,
  key: string,
): SharedLinkRepository {
  return {
    async issue(link, at) {
      const token = newToken()
      const code = newCode()
      const row = makeRow(key, link, { token, code }, isoTime(at))
      await write({ schools: [link.school] }, async (transaction) => {
        await checkClass(transaction, link)
        await transaction.insertInto('shared_links').values(row).execute()
      })
      return { link: linkOf(row, 0, isoTime(at)), token, code }
    },
    async find(secret, at) {
      const parsed = parseSecret(secret)
      if (parsed === undefined) return undefined
      const hash = hashSecret(key, parsed)
      const row = await db
        .selectFrom('shared_links')
        .selectAll()
        .where((where) => where.or([where('token_hash', '=', hash), where('code_hash', '=', hash)]))
        .executeTakeFirst()
      return row && linkOf(row, await countUses(db, row.id), isoTime(at))
    },
    ofSchool: (school, at) => linksOfSchool(db, school, isoTime(at)),
    async revoke(id, at) {
      const result = await db
        .updateTable('shared_links')
        .set({ revoked_at: isoTime(at) })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', isoTime(at))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
  }
}

/** Everybody who ever applied by it. */
export async function countUses(db: Kysely<Tables>, link: string): Promise<number> {
  const row = await db
    .selectFrom('applications')
    .select((select) => select.fn.countAll<number | bigint | string>().as('n'))
    .where('link', '=', link)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

export function linkOf(row: SharedLinkRow, used: number, at: string): SharedLink {
  return {
    id: row.id,
    school: row.school,
    class: row.class ?? undefined,
    role: row.role,
    uses: row.uses ?? undefined,
    used,
    status: statusOf(row, used, at),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

function statusOf(row: SharedLinkRow, used: number, at: string): SharedLink['status'] {
  if (row.revoked_at !== null) return 'revoked'
  if (row.expires_at <= at) return 'expired'
  return row.uses !== null && used >= row.uses ? 'used' : 'open'
}

async function linksOfSchool(
  db: Kysely<Tables>,
  school: SchoolId,
  at: string,
): Promise<readonly SharedLink[]> {
  const rows = await db
    .selectFrom('shared_links')
    .selectAll()
    .where('school', '=', school)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const counts = await db
    .selectFrom('applications')
    .select((select) => ['link', select.fn.countAll<number | bigint | string>().as('n')])
    .where('school', '=', school)
    .where('link', 'is not', null)
    .groupBy('link')
    .execute()
  const used = new Map(counts.map(({ link, n }) => [link, Number(n)]))
  return rows.map((row) => linkOf(row, used.get(row.id) ?? 0, at))
}

function makeRow(
  key: string,
  link: NewSharedLink,
  secrets: { readonly token: string; readonly code: string },
  at: string,
): SharedLinkRow {
  return {
    id: newId(),
    school: link.school,
    class: link.class ?? null,
    role: link.role,
    token_hash: hashSecret(key, secrets.token),
    code_hash: hashSecret(key, parseSecret(secrets.code) ?? ''),
    uses: link.uses ?? null,
    created_by: link.createdBy,
    created_at: at,
    expires_at: isoTime(link.expiresAt),
    revoked_at: null,
  }
}

async function checkClass(
  db: Kysely<Tables>,
  { school, class: cls }: NewSharedLink,
): Promise<void> {
  const known = await db
    .selectFrom('schools')
    .select('id')
    .where('id', '=', school)
    .executeTakeFirst()
  if (known === undefined) throw new LyceumError('unknown-school', `There is no school ${school}.`)
  if (cls === undefined) return
  const found = await db
    .selectFrom('classes')
    .select('id')
    .where('school', '=', school)
    .where('id', '=', cls)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (found === undefined) throw unknownClass(school, cls)
}
