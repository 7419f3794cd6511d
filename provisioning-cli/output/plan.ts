/** A plan as text and as JSON. */
import type { SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { SafetyProblem } from '@lyceum/core/provision/safety.ts'
import type { RosterProblem } from '@lyceum/core/school/roster.ts'
import type { Translate } from '../i18n/texts.ts'
import type { Output } from './output.ts'
import { countItems, planItems, takesAway, type PlanItem } from './plan-items.ts'

export function planDocument(
  plans: readonly SchoolPlan[],
  problems: readonly RosterProblem[],
): object {
  return {
    format: 1,
    counts: countItems(plans),
    actions: plans.flatMap(planItems),
    left_alone: sumLeftAlone(plans),
    matches: plans.flatMap(matchItems),
    problems: [...problems, ...plans.flatMap(safetyProblems)],
  }
}

/** Who seems to be known under another id: the roster's id and the stored one. */
function matchItems({ school, matches }: SchoolPlan): readonly object[] {
  return [
    ...[...matches.classes].map(([id, stored]) => ({ kind: 'class', school, id, stored })),
    ...[...matches.people].map(([id, stored]) => ({ kind: 'person', school, id, stored })),
  ]
}

function printMatches({ matches }: SchoolPlan, output: Output, t: Translate): void {
  const pairs = [...matches.classes, ...matches.people]
  if (pairs.length === 0) return
  output.print(output.style('yellow', `  ? ${t('plan.matches', { count: pairs.length })}`))
  for (const [id, stored] of pairs.slice(0, listed)) output.print(`      ${id} = ${stored}`)
  if (pairs.length > listed) {
    output.print(`      ${t('plan.more', { count: pairs.length - listed })}`)
  }
}

function safetyProblems(plan: SchoolPlan): readonly object[] {
  return plan.unsafe.map(({ what, removed, existing, message }) => ({
    severity: 'error',
    code: 'unsafe-plan',
    school: plan.school,
    what,
    removed,
    existing,
    message,
    hint: 'apply --allow-mass-removal',
  }))
}

function sumLeftAlone(plans: readonly SchoolPlan[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { leftAlone } of plans) {
    for (const [what, count] of Object.entries(leftAlone)) sum[what] = (sum[what] ?? 0) + count
  }
  return sum
}

/** So many of one kind are listed; the counts tell the rest, and JSON all. */
const listed = 12

/** By school and kind; nothing for a school in which nothing is to be done. */
export function printPlan(plans: readonly SchoolPlan[], output: Output, t: Translate): void {
  for (const plan of plans) {
    const items = planItems(plan)
    if (items.length === 0) continue
    output.print(output.style('bold', t('plan.school', { school: plan.school })))
    const byKind = Map.groupBy(items, (item) => item.kind)
    for (const [kind, list] of byKind) printKind(kind, list, output, t)
    printMatches(plan, output, t)
  }
  const counts = Object.entries(countItems(plans))
  if (counts.length === 0) output.print(t('plan.nothing'))
  else output.print(t('plan.sum', { counts: describeCounts(Object.fromEntries(counts)) }))
  for (const [what, count] of Object.entries(sumLeftAlone(plans))) {
    output.print(t('plan.left-alone', { what, count }))
  }
}

function printKind(kind: string, items: readonly PlanItem[], output: Output, t: Translate): void {
  const [sign, colour] = signOf(kind)
  output.print(output.style(colour, `  ${sign} ${kind} (${items.length})`))
  for (const item of items.slice(0, listed)) output.print(`      ${describeItem(item)}`)
  if (items.length > listed) {
    output.print(`      ${t('plan.more', { count: items.length - listed })}`)
  }
}

function signOf(kind: string): readonly ['-' | '+' | '~', 'red' | 'green' | 'yellow'] {
  if (takesAway(kind)) return ['-', 'red']
  return /^(add|create|link|join|register|restore)/.test(kind) ? ['+', 'green'] : ['~', 'yellow']
}

function describeItem({ kind: _, school: __, ...fields }: PlanItem): string {
  const { from, to, ...rest } = fields
  const told = Object.values(rest)
    .filter((value) => value !== undefined)
    .map((value) => (Array.isArray(value) ? value.join(' ') : String(value)))
  if (typeof to === 'string') {
    told.push(`${typeof from === 'string' ? from : '-'} -> ${to}`)
  }
  return told.join('  ')
}

/** `create-room 77, link-child 6` */
export function describeCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')
}

/** Why the plan is refused, with the numbers and what overrides it; always told, also with `--quiet`. */
export function reportUnsafe(plans: readonly SchoolPlan[], output: Output, t: Translate): void {
  for (const plan of plans) {
    for (const problem of plan.unsafe) {
      const told = describeSafetyProblem(problem, t)
      output.fail(t('safety.refused', { school: plan.school, problem: told }))
    }
  }
  const changed = plans.some((plan) => plan.matches.people.size + plan.matches.classes.size > 0)
  output.complain(t(changed ? 'safety.match-hint' : 'safety.hint'))
}

function describeSafetyProblem({ what, removed, existing }: SafetyProblem, t: Translate): string {
  const percent = existing === 0 ? 0 : Math.round((removed * 100) / existing)
  return t(`safety.${what}`, { removed, existing, percent })
}
