import { fullName, type Language, type School } from '@lyceum/core/school/people.ts'
import type { InvitationRow } from '../invitations.ts'
import type { Member } from '../selection.ts'
import { qrLink } from './addresses.ts'
import { childrenOf } from './groups.ts'
import type { Slip } from './slip.ts'

/** `row` as just issued: with its link and code. */
export function describeSlip(
  member: Member,
  row: InvitationRow,
  school: School,
  language: Language,
): Slip {
  if (row.url === null || row.code === null || row.expires_at === null) {
    throw new Error('only an invitation just issued can be printed')
  }
  const { role } = member.place
  const own = member.places.filter((place) => place.role === role)
  const classes = own.flatMap((place) => (place.className === undefined ? [] : [place.className]))
  return {
    role,
    name: fullName(member.person, language),
    school: school.info.name,
    classes: [...new Set(classes)],
    children: role === 'parent' ? childrenOf(school, member.person.id) : [],
    link: qrLink(row.url),
    code: row.code,
    expiresAt: row.expires_at,
  }
}
