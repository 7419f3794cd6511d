/**
 * Private rooms after a change of the school. Whose standing it lessens is written down before the change, and struck out
 * when their rooms are settled: a run that was killed, or a homeserver that did not answer, leaves it to the next one.
 */
import type { SchoolId, UserId } from '../school/ids.ts'
import { isOver } from '../store/account-state.ts'
import type { SchoolPlan } from './plan-school.ts'
import { lessenedStandings } from './changed-standings.ts'
import type { Engine } from './engine.ts'
import { createFacts } from './facts.ts'
import { leaveEndedRooms } from './private-rooms.ts'
import type { ActionFailure } from './run-actions.ts'

/** Before the plan's changes are stored. */
export async function noteStandings({ store }: Engine, plan: SchoolPlan): Promise<void> {
  const stored = await store.schools.load(plan.school)
  if (stored === undefined) return
  const accounts = await store.accounts.ofSchool(plan.school)
  const users = new Map(accounts.map(({ person, userId }) => [person, userId]))
  const lessened = lessenedStandings(stored, plan.changes, users)
  if (lessened.length > 0) await store.standingChecks.ask(plan.school, lessened)
}

export interface Settled {
  /** Private memberships that were ended. */
  readonly left: number
  readonly failures: readonly ActionFailure[]
}

/** After everything else: who has ended altogether has left everything by then. */
export async function settleStandings(engine: Engine, school: SchoolId): Promise<Settled> {
  const { standingChecks } = engine.store
  const waiting = await standingChecks.waiting(school)
  if (waiting.length === 0) return { left: 0, failures: [] }
  const { bot } = engine.homeserver
  const facts = await createFacts({ ...engine, bot, language: 'ru' }).fresh()
  const failures: ActionFailure[] = []
  let left = 0
  await Promise.all(
    waiting.map(async (user) => {
      try {
        if (!(await hasEnded(engine, user))) left += await leaveEndedRooms(engine, facts, user)
        await standingChecks.done(school, user)
      } catch (error) {
        failures.push({ action: { kind: 'remove-private-memberships', user }, error })
      }
    }),
  )
  return { left, failures }
}

/** Ending the account leaves every room, and is tried again until it is done. */
async function hasEnded({ store }: Engine, user: UserId): Promise<boolean> {
  const persons = await store.accounts.personsOf(user)
  const accounts = await Promise.all(persons.map((person) => store.accounts.ofPerson(person)))
  return accounts.every((one) => one === undefined || isOver(one.state))
}
