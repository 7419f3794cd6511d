/** What is kept where, for how long, and how much may be taken away at once. */
import { z } from 'zod'
import type { SecretName } from '../secret-names.ts'

/** Refuses plans that look like a truncated export: see `checkPlanSafety`. */
export const LimitsSection = z
  .strictObject({
    max_remove_percent: z
      .int()
      .min(0)
      .max(100)
      .default(30)
      .describe(
        "A plan that removes a larger share of a school's people, rooms, class places or guardians is refused.",
      ),
    min_existing: z
      .int()
      .min(1)
      .default(10)
      .describe('Of fewer than this many any share may be removed.'),
  })
  .prefault({})
  .describe('What a plan may remove before it needs --allow-mass-removal.')

export const defaultDatabase = 'lyceum.db'

const PostgresSection = z
  .strictObject({
    url: z.string().check((context) => {
      const message = problemOfAddress(context.value)
      if (message === undefined) return
      context.issues.push({ code: 'custom', input: context.value, message })
    }),
    password_file: z.string().min(1).optional(),
  })
  .meta({
    examples: [
      {
        url: 'postgres://lyceum@127.0.0.1:5432/lyceum',
        password_file: 'secrets/database_password',
      },
    ],
  })

function problemOfAddress(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    return 'must be an address such as postgres://lyceum@127.0.0.1:5432/lyceum'
  }
  if (url.password !== '' || url.searchParams.has('password')) {
    return 'must not hold the password; write it into a file and name that in password_file'
  }
  return url.pathname.length > 1 ? undefined : 'must name the database after the last slash'
}

export const DatabaseSection = z
  .strictObject({
    sqlite: z
      .string()
      .min(1)
      .optional()
      .meta({ examples: [defaultDatabase] })
      .describe(
        `A file of this computer, from this folder; it holds personal data. Without it and without postgres: ${defaultDatabase}.`,
      ),
    postgres: PostgresSection.optional().describe(
      'Instead of a file, for several computers: a PostgreSQL of version 15 or newer and a database of its own there. The address has no password; over a network that others share, let it end with ?sslmode=verify-full. password_file: a file of mode 0600 with the password.',
    ),
  })
  .refine((section) => section.sqlite === undefined || section.postgres === undefined, {
    error: 'takes either sqlite or postgres',
  })
  .prefault({})
  .describe('The database of people, relations and invitations.')

export const InvitationsSection = z
  .strictObject({
    expire_days: z
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe('Days until an invitation that nobody used stops working.'),
  })
  .prefault({})
  .describe('Invitation links and slips.')

function secretFile(name: SecretName, what: string) {
  return z.string().min(1).default(`secrets/${name}`).describe(what)
}

export const SecretsSection = z
  .strictObject({
    as_token_file: secretFile(
      'as_token',
      'Token by which Lyceum speaks to the homeserver; the same as in the registration file.',
    ),
    hs_token_file: secretFile(
      'hs_token',
      'Token by which the homeserver speaks to Lyceum; the same as in the registration file.',
    ),
    alias_key_file: secretFile(
      'alias_key',
      'Makes room addresses that cannot be guessed. Keep it for good: with another one Lyceum does not find its rooms.',
    ),
    invitation_key_file: secretFile(
      'invitation_key',
      'Protects invitation codes in the database. With another one all open invitations stop working.',
    ),
  })
  .prefault({})
  .describe(
    'Files with one secret each, of mode 0600, from this folder. `openssl rand -hex 32` makes one.',
  )
