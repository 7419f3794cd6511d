/** Whether somebody may be invited, or brought back, by whoever asks: by all that the person is in the school. */
import type { ClassId, SchoolId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import type { Place } from '@lyceum/core/school/places.ts'
import { may, type Actor, type Right } from '@lyceum/core/school/rights/may.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'

export const inviteActions: Readonly<Record<Role, RightsAction>> = {
  administrator: 'invite-staff',
  teacher: 'invite-staff',
  pupil: 'invite-pupil',
  parent: 'invite-parent',
}

/** A link brings in all that a person is: for somebody of the staff the right over staff is needed, whoever else they are. */
export function mayInvite(actor: Actor, school: SchoolId, places: readonly Place[]): Right {
  const roles = new Set(places.map((place) => place.role))
  const staff = [...roles].find(isStaff)
  if (staff !== undefined) return may(actor, inviteActions[staff], { school })
  const rights = [...roles].map((role) => {
    const classes = places.filter((one) => one.role === role).flatMap((one) => one.class ?? [])
    return mayInAny(actor, inviteActions[role], school, classes)
  })
  return rights.find((one) => !one.allowed) ?? rights[0] ?? may(actor, 'invite-staff', { school })
}

/** By one link for many; over the staff the right is the school's, whatever class the link names. */
export function mayShare(
  actor: Actor,
  role: Role,
  target: { readonly school: SchoolId; readonly class: ClassId | undefined },
): Right {
  const { school } = target
  return may(actor, inviteActions[role], isStaff(role) ? { school } : target)
}

/** For what concerns several classes, any of which is enough; none: the school as a whole. */
export function mayInAny(
  actor: Actor,
  action: RightsAction,
  school: SchoolId,
  classes: readonly ClassId[],
): Right {
  const rights = classes.map((cls) => may(actor, action, { school, class: cls }))
  return rights.find((one) => one.allowed) ?? rights[0] ?? may(actor, action, { school })
}

function isStaff(role: Role): boolean {
  return role === 'administrator' || role === 'teacher'
}
