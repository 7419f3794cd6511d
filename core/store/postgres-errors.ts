/** What PostgreSQL's errors mean. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
import { LyceumError } from '../errors.ts'

/** Two transactions waited for each other, and this one was chosen to be begun again. */
export function isDeadlock(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40P01' || code === '40001'
}

export function describesRows(error: unknown): error is Error & { detail?: string } {
  return error instanceof Error && 'detail' in error
}

/** Codes of Node's sockets and of PostgreSQL, by what is to be done about them. */
const explanations: readonly {
  readonly codes: readonly string[]
  readonly code: string
  readonly message: string
  readonly hint: string
}[] = [
  {
    codes: ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ENOENT', '57P03'],
    code: 'database-unreachable',
    message: 'PostgreSQL does not answer.',
    hint: 'Is it running, and is the host and port of database.postgres.url right?',
  },
  {
    codes: ['28P01', '28000'],
    code: 'database-refused',
    message: 'PostgreSQL refuses the user or the password.',
    hint: "Check the user in database.postgres.url, the file database.postgres.password_file, and the server's pg_hba.conf.",
  },
  {
    codes: ['3D000'],
    code: 'database-missing',
    message: 'PostgreSQL has no database of that name.',
    hint: 'Make it: createdb --owner USER --encoding UTF8 DATABASE',
  },
  {
    codes: ['42501'],
    code: 'database-refused',
    message: 'The user may not make tables in this database.',
    hint: 'Give the database to the user: ALTER DATABASE name OWNER TO user',
  },
]

/** The error itself when there is nothing more to say about it. */
export function explainPostgresError(error: unknown): unknown {
  const found = explanations.find(({ codes }) => codes.includes(codeOf(error) ?? ''))
  if (found !== undefined) {
    return new LyceumError(found.code, found.message, { hint: found.hint, cause: error })
  }
  // The pool gives no code with this one.
  if (error instanceof Error && /timeout/i.test(error.message) && codeOf(error) === undefined) {
    return explainPostgresError({ code: 'ETIMEDOUT' })
  }
  return error
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
