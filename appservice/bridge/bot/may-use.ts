/** Who may use which command, and why not: asked of the rights table alone. */
import type { Language } from '@lyceum/core/school/people.ts'
import type { Standing } from '@lyceum/core/school/policy/standing.ts'
import { may, reachOf } from '@lyceum/core/school/rights/may.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import type { Command } from './command.ts'

export function mayUse({ rights }: Pick<Command, 'rights'>, standing: Standing): boolean {
  return rights.length === 0 || rights.some((action) => hasAnywhere(standing, action))
}

function hasAnywhere(standing: Standing, action: RightsAction): boolean {
  return standing.schools.some(({ school }) => {
    const reach = reachOf(standing, action, school)
    return reach === 'school' || reach.size > 0
  })
}

/** In words, of a command that `mayUse` denies. */
export function refusalOf(
  { rights }: Pick<Command, 'rights'>,
  standing: Standing,
  language: Language,
): string {
  const [first] = standing.schools
  const [action] = rights
  if (first === undefined || action === undefined) {
    return describeRightsRefusal('not-of-a-school', language)
  }
  const right = may(standing, action, { school: first.school })
  return describeRightsRefusal(right.allowed ? 'not-your-role' : right.reason, language)
}
