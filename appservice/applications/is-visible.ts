import { rightsToDecide } from '@lyceum/core/school/accepting.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { isWithin, type SchoolReach } from '../people/guard.ts'

/** Of the staff it is the administrators' business alone, whatever class is named. */
export function isVisible(
  application: Application,
  school: School,
  reach: SchoolReach['reach'],
): boolean {
  if (reach === 'school') return true
  const rights = rightsToDecide(application, school)
  return rights.some(([action, target]) => {
    return action !== 'decide-staff' && isWithin(reach, target.class)
  })
}
