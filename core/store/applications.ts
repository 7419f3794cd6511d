/**
 * Applications. Adding one holds its school (`write.ts`), so that a link's uses are counted by one at a time; deciding is a
 * conditional update of one row, which both databases judge after waiting for it: of two who decide at once the first counts.
 */
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Application, ApplicationState } from '../school/application.ts'
import type { SchoolId } from '../school/ids.ts'
import { newId } from './codes.ts'
import type { AddedApplication, ApplicationRepository, NewApplication } from './letting-in-ports.ts'
import type { Tables } from './schema.ts'
import { findRoom } from './shared-link-room.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

type ApplicationRow = Selectable<Tables['applications']>

export function applicationRepository(db: Kysely<Tables>, write: Write): ApplicationRepository {
  const many = async (query: { execute(): Promise<ApplicationRow[]> }) =>
    (await query.execute()).map(applicationOf)
  const all = () => db.selectFrom('applications').selectAll()
  const find = async (id: string) => {
    const row = await all().where('id', '=', id).executeTakeFirst()
    return row && applicationOf(row)
  }
  return {
    add: (application, at) =>
      write({ schools: [application.school] }, (transaction) => {
        return addApplication(transaction, application, isoTime(at))
      }),
    find,
    async ofWaiting(hash) {
      const row = await all().where('waiting_hash', '=', hash).executeTakeFirst()
      return row && applicationOf(row)
    },
    ofSchool: (school, states) => ofSchool(db, school, states),
    ofUser: (user) =>
      many(
        all()
          .where('user_id', '=', user)
          .where('account_gone', '=', 0)
          .orderBy('created_at', 'desc'),
      ),
    async correct(id, change) {
      const columns = correctionOf(change)
      if (Object.keys(columns).length > 0) {
        const query = db.updateTable('applications').set(columns).where('id', '=', id)
        await query.where('state', '=', 'waiting').execute()
      }
      return find(id)
    },
    async renewWaiting(id, waitingHash) {
      const query = db.updateTable('applications').set({ waiting_hash: waitingHash })
      await query.where('id', '=', id).execute()
    },
    async decide(id, { state, by, reason, person, child }, at) {
      const result = await db
        .updateTable('applications')
        .set({
          state,
          decided_by: by,
          decided_at: isoTime(at),
          reason: reason ?? null,
          ...(person === undefined ? {} : { person }),
          ...(child === undefined ? {} : { child }),
        })
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async takeBack(id, to, at) {
      const columns =
        to.state === 'waiting'
          ? { state: to.state, person: null, decided_by: null, decided_at: null, reason: null }
          : {
              state: to.state,
              decided_by: to.by,
              decided_at: isoTime(at),
              reason: to.reason ?? null,
            }
      const query = db.updateTable('applications').set(columns).where('id', '=', id)
      const result = await query
        .where('state', '=', 'accepted')
        .where('done_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async done(id, at) {
      const query = db.updateTable('applications').set({ done_at: isoTime(at) })
      await query.where('id', '=', id).execute()
    },
    undone: () =>
      many(
        all().where('state', '<>', 'waiting').where('done_at', 'is', null).orderBy('decided_at'),
      ),
    ofPerson: (person) =>
      many(all().where('person', '=', person).where('account_gone', '=', 0).orderBy('created_at')),
    olderThan: (before) =>
      many(all().where('state', '=', 'waiting').where('created_at', '<', isoTime(before))),
  }
}

async function ofSchool(
  db: Kysely<Tables>,
  school: SchoolId,
  states: readonly ApplicationState[] | undefined,
): Promise<readonly Application[]> {
  const rows = await db
    .selectFrom('applications')
    .selectAll()
    .where('school', '=', school)
    .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(applicationOf)
}

async function addApplication(
  db: Transaction<Tables>,
  application: NewApplication,
  at: string,
): Promise<AddedApplication> {
  const waiting = await sameWaiting(db, application)
  if (waiting !== undefined) return { state: 'already-waiting', application: waiting }
  if (application.link !== undefined) {
    const room = await findRoom(db, application.link, at, application.user)
    if (room !== 'free') return { state: room }
  }
  const row = rowOf(application, at)
  await db.insertInto('applications').values(row).execute()
  await writeConsent(db, application, at)
  const owed = { kind: 'application' as const, subject: row.id, at }
  await db.insertInto('owed_notices').values(owed).execute()
  return { state: 'added', application: applicationOf(row) }
}

/** By a personal slip: the roster accepted the person beforehand. The account's open one for the same is given back. */
export async function addAccepted(
  db: Transaction<Tables>,
  application: NewApplication,
  at: string,
): Promise<Application> {
  const there = await db
    .selectFrom('applications')
    .selectAll()
    .where('user_id', '=', application.user)
    .where('school', '=', application.school)
    .where('person', '=', application.person ?? null)
    .where('state', '=', 'accepted')
    .where('done_at', 'is', null)
    .executeTakeFirst()
  if (there !== undefined) return applicationOf(there)
  const decided = { state: 'accepted' as const, decided_by: 'roster', decided_at: at }
  const row = { ...rowOf(application, at), ...decided }
  await db.insertInto('applications').values(row).execute()
  await writeConsent(db, application, at)
  return applicationOf(row)
}

/** The same account asking for the same thing again. */
async function sameWaiting(
  db: Transaction<Tables>,
  application: NewApplication,
): Promise<Application | undefined> {
  const { class: cls, chat } = application
  const row = await db
    .selectFrom('applications')
    .selectAll()
    .where('user_id', '=', application.user)
    .where('school', '=', application.school)
    .where('kind', '=', application.kind)
    .where('role', '=', application.role)
    .where('class', cls === undefined ? 'is' : '=', cls ?? null)
    .where('chat', chat === undefined ? 'is' : '=', chat ?? null)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row && applicationOf(row)
}

async function writeConsent(
  db: Transaction<Tables>,
  { user, school, consentVersion }: NewApplication,
  at: string,
): Promise<void> {
  if (consentVersion === undefined) return
  await db
    .insertInto('consents')
    .values({ user_id: user, school, version: consentVersion, at, withdrawn_at: null })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'school', 'version']).doUpdateSet({ at, withdrawn_at: null }),
    )
    .execute()
}

function rowOf(application: NewApplication, at: string): ApplicationRow {
  const { name } = application
  return {
    id: newId(),
    kind: application.kind,
    link: application.link ?? null,
    school: application.school,
    role: application.role,
    class: application.class ?? null,
    classes: JSON.stringify(application.classes),
    subjects: JSON.stringify(application.subjects),
    chat: application.chat ?? null,
    given_name: name.givenName,
    family_name: name.familyName,
    middle_name: name.middleName ?? null,
    child_name: application.childName ?? null,
    child: application.child ?? null,
    user_id: application.user,
    made_account: application.madeAccount ? 1 : 0,
    account_gone: 0,
    person: application.person ?? null,
    state: 'waiting',
    waiting_hash: application.waitingHash ?? null,
    consent_version: application.consentVersion ?? null,
    created_at: at,
    decided_at: null,
    decided_by: null,
    reason: null,
    done_at: null,
  }
}

function correctionOf(change: Partial<Application>): Partial<ApplicationRow> {
  const { name, classes, subjects } = change
  return {
    ...(name && {
      given_name: name.givenName,
      family_name: name.familyName,
      middle_name: name.middleName ?? null,
    }),
    ...('class' in change && { class: change.class ?? null }),
    ...(classes && { classes: JSON.stringify(classes) }),
    ...(subjects && { subjects: JSON.stringify(subjects) }),
    ...('child' in change && { child: change.child ?? null }),
    ...('person' in change && { person: change.person ?? null }),
  }
}

function applicationOf(row: ApplicationRow): Application {
  return {
    id: row.id,
    kind: row.kind,
    link: row.link ?? undefined,
    school: row.school,
    role: row.role,
    class: row.class ?? undefined,
    // Written by `rowOf` and `correctionOf`.
    classes: JSON.parse(row.classes) as Application['classes'],
    subjects: JSON.parse(row.subjects) as Application['subjects'],
    chat: row.chat ?? undefined,
    name: {
      givenName: row.given_name,
      familyName: row.family_name,
      ...(row.middle_name === null ? {} : { middleName: row.middle_name }),
    },
    childName: row.child_name ?? undefined,
    child: row.child ?? undefined,
    user: row.user_id,
    madeAccount: row.made_account === 1,
    person: row.person ?? undefined,
    state: row.state,
    createdAt: row.created_at,
    decidedAt: row.decided_at ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    reason: row.reason ?? undefined,
    isDone: row.done_at !== null,
  }
}
