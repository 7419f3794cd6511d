/** Issues invitations: the only moment at which their secrets exist in clear. */
import type { Kysely } from 'kysely'
import type { ClassId, PersonId, SchoolId } from '../school/ids.ts'
import { unknownClass, unknownPerson } from './change-records.ts'
import { chunks } from './chunks.ts'
import { hashSecret, newCode, newId, newToken, parseSecret } from './codes.ts'
import { invitationOf } from './invitation-rows.ts'
import type { IssuedInvitation, NewInvitation } from './ports.ts'
import type { InvitationRow, Tables } from './schema.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

export async function issueInvitations(
  write: Write,
  key: string,
  invitations: readonly NewInvitation[],
  at: string,
): Promise<readonly IssuedInvitation[]> {
  const made = invitations.map((invitation) => makeInvitation(key, invitation, at))
  const schools = Map.groupBy(invitations, (invitation) => invitation.school)
  // The schools, so that nobody named leaves meanwhile; the people, so that no other process issues for them too.
  const held = { schools: [...schools.keys()], people: invitations.map((one) => one.person) }
  await write(held, async (transaction) => {
    for (const [school, ofSchool] of schools) await checkNamed(transaction, school, ofSchool)
    await revokeReplaced(transaction, invitations, at)
    for (const chunk of chunks(made)) {
      await transaction
        .insertInto('invitations')
        .values(chunk.map((one) => one.row))
        .execute()
    }
  })
  return made.map(({ row, token, code }) => ({ invitation: invitationOf(row, at), token, code }))
}

interface MadeInvitation {
  readonly row: InvitationRow
  readonly token: string
  readonly code: string
}

function makeInvitation(key: string, invitation: NewInvitation, at: string): MadeInvitation {
  const token = newToken()
  const code = newCode()
  const row = {
    id: newId(),
    purpose: invitation.purpose,
    school: invitation.school,
    class: invitation.class ?? null,
    role: invitation.role,
    person: invitation.person,
    token_hash: hashSecret(key, token),
    code_hash: hashSecret(key, parseSecret(code) ?? ''),
    created_at: at,
    expires_at: isoTime(invitation.expiresAt),
    used_at: null,
    used_by: null,
    revoked_at: null,
    claim_login: null,
    claim_until: null,
    issued_by: invitation.issuedBy ?? null,
  }
  return { row, token, code }
}

/** Throws when a person or class that an invitation names is not in the school. */
async function checkNamed(
  db: Kysely<Tables>,
  school: SchoolId,
  invitations: readonly NewInvitation[],
): Promise<void> {
  const people = await peopleOf(db, school)
  const classes = await classesOf(db, school)
  for (const invitation of invitations) {
    if (!people.has(invitation.person)) throw unknownPerson(school, invitation.person)
    if (invitation.class !== undefined && !classes.has(invitation.class)) {
      throw unknownClass(school, invitation.class)
    }
  }
}

async function peopleOf(db: Kysely<Tables>, school: SchoolId): Promise<ReadonlySet<PersonId>> {
  const rows = await db
    .selectFrom('school_people')
    .select('person')
    .where('school', '=', school)
    .where('removed_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.person))
}

async function classesOf(db: Kysely<Tables>, school: SchoolId): Promise<ReadonlySet<ClassId>> {
  const rows = await db
    .selectFrom('classes')
    .select('id')
    .where('school', '=', school)
    .where('archived_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/**
 * A new password counts for the account, wherever it was asked for; a slip to enter counts for its school, so that a
 * parent of children in two schools can use whichever comes to hand.
 */
async function revokeReplaced(
  db: Kysely<Tables>,
  invitations: readonly NewInvitation[],
  at: string,
): Promise<void> {
  const groups = Map.groupBy(invitations, ({ purpose, school }) =>
    purpose === 'enter' ? school : undefined,
  )
  for (const [school, group] of groups) {
    for (const chunk of chunks(group)) {
      await db
        .updateTable('invitations')
        .set({ revoked_at: at })
        .where('purpose', '=', school === undefined ? 'reset' : 'enter')
        .$if(school !== undefined, (query) => query.where('school', '=', school as SchoolId))
        .where(
          'person',
          'in',
          chunk.map((one) => one.person),
        )
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .execute()
    }
  }
}
