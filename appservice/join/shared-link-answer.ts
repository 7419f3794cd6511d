/** What a link that many use tells whoever holds it. */
import type { ClassId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { SharedLink } from '@lyceum/core/store/letting-in-ports.ts'
import type { JoinContext } from './context.ts'
import type { InvitationAnswer } from './invitation-answer.ts'
import { isPhoneAsked } from './phone-check.ts'

export interface SharedLinkAnswer extends Omit<InvitationAnswer, 'person'> {
  /** Among which the applicant may name some. */
  readonly classes: readonly { readonly id: ClassId; readonly label: string }[]
  readonly consent?: { readonly version: string; readonly text: string }
}

/** Undefined when the school is gone. */
export async function describeSharedLink(
  join: JoinContext,
  link: SharedLink,
): Promise<SharedLinkAnswer | undefined> {
  const school = await join.store.schools.load(link.school)
  if (school === undefined) return undefined
  const found = school.classes.find(({ id }) => id === link.class)
  const { consent } = join.engine.lettingIn
  const { language } = school.info
  const text = consent?.text[language] ?? consent?.text.ru ?? consent?.text.en
  return {
    school: link.school,
    school_name: school.info.name,
    ...(found === undefined ? {} : { class: found.id, class_name: found.label }),
    role: link.role,
    status: link.status,
    purpose: 'enter',
    login: { suggested: null, fixed: false },
    needs: {
      approval: true,
      subjects: link.role === 'teacher',
      phone: isPhoneAsked(join, link.role),
    },
    classes: link.status === 'open' ? classesToName(link, school) : [],
    ...(consent === undefined || text === undefined
      ? {}
      : { consent: { version: consent.version, text } }),
    language,
    expires_at: link.expiresAt,
    homeserver: join.homeserverUrl,
    server_name: join.homeserver.serverName,
  }
}

function classesToName({ role, class: cls }: SharedLink, { classes }: School) {
  const isAsked = role === 'teacher' || (role !== 'administrator' && cls === undefined)
  return isAsked
    ? classes.filter(({ id }) => id !== cls).map(({ id, label }) => ({ id, label }))
    : []
}
