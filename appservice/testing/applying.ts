/** Links that many use, and people who apply by them, for tests. */
import { enter } from '@lyceum/core/provision/enter.ts'
import {
  classId,
  personId,
  schoolId,
  type ClassId,
  type SchoolId,
  type UserId,
} from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { goodPassword, type Answer, type TestSite } from './site.ts'

export interface LinkOptions {
  readonly role?: Role
  readonly class?: ClassId | undefined
  readonly uses?: number
  readonly days?: number
}

/** Of pupils of the first class unless said otherwise. */
export async function shareLink(site: TestSite, options: LinkOptions = {}) {
  const { role = 'pupil', uses, days = 14 } = options
  const school: SchoolId = site.school.info.id
  const at = site.engine.now()
  const expiresAt = new Date(at.getTime() + days * 86_400_000).toISOString()
  const cls = 'class' in options ? options.class : classId(`${school}-C1`)
  const link = { school, class: cls, role, uses, createdBy: 'operator', expiresAt }
  return site.engine.store.sharedLinks.issue(link, at.toISOString())
}

export function newApplicant(login: string, more: object = {}): object {
  return { login, password: goodPassword, full_name: 'Сёмина Анна Петровна', ...more }
}

/** As the waiting page asks. */
export function lookAtWaiting(site: TestSite, waiting: string): Promise<Answer> {
  return site.ask('GET', '/api/v1/waiting', { session: waiting })
}

/** Somebody of the roster enters and is signed in to the pages. */
export async function signIn(
  site: TestSite,
  person: string,
): Promise<{ readonly session: string; readonly user: UserId }> {
  const id = personId(person)
  const user = await giveAccount(site.engine, schoolId(person.slice(0, 2)), id)
  await (
    await enter(site.engine, id)
  ).complete
  return { user, session: await openSession(site, user) }
}

async function openSession(site: TestSite, user: UserId): Promise<string> {
  const openid = openIdOf(site, user)
  const { status, body } = await site.ask('POST', '/api/v1/session', { body: { openid } })
  if (status !== 200) throw new Error(`no session: ${status}`)
  return body.session as string
}

export function openIdOf({ engine }: TestSite, user: UserId) {
  const { homeserver } = engine
  return {
    access_token: homeserver.issueOpenIdToken(user),
    matrix_server_name: homeserver.serverName,
  }
}
