/** Links that many use, and people who apply by them, for tests. */
import type { ClassId, SchoolId } from '@lyceum/core/school/ids.ts'
import { classId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
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
