/**
 * Carries out a plan's actions. The order is by what may be lost: removals first, then rooms and their state, then
 * people's ways in, last what closes. Inside a step rooms are independent and run side by side; a room's own events keep
 * their order. A failed action stops nothing but what rests on it; all failures are told at the end.
 */
import type { UserId } from '../school/ids.ts'
import type { Action, ActionKind } from './actions.ts'
import { noteClosed } from './closed-accounts.ts'
import type { Engine } from './engine.ts'
import { runAccess } from './run-access.ts'
import { runMembership, runRegistration } from './run-members.ts'
import { RoomRun } from './run-rooms.ts'
import type { SchoolPlan } from './plan-school.ts'

/** Never planned: what people's own rooms are is nobody's to read in a plan. */
interface PrivateRoomsAction {
  readonly kind: 'remove-private-memberships'
  readonly user: UserId
}

export interface ActionFailure {
  readonly action: Action | PrivateRoomsAction
  readonly error: unknown
}

export interface ActionsResult {
  /** By kind, what was done. */
  readonly counts: Readonly<Record<string, number>>
  readonly failures: readonly ActionFailure[]
  /** Rooms that existed although they were to be created: their state is not known, so plan again. */
  readonly adopted: number
}

/** Actions in one step may run side by side; steps follow one another. */
const steps: readonly (readonly ActionKind[])[] = [
  ['note-closed-account', 'restore-access'],
  ['remove-child', 'remove-power'],
  ['remove-member'],
  // Neither waits for the other; levels inside createRoom may name accounts that are still to be made.
  ['create-room', 'register'],
  ['set-state', 'set-power', 'link-child'],
  ['set-display-name'],
  ['join'],
  ['archive-room'],
  ['remove-access'],
]

export async function runActions(
  engine: Engine,
  plan: SchoolPlan,
  onDone: () => void,
): Promise<ActionsResult> {
  const failures: ActionFailure[] = []
  const counts: Record<string, number> = {}
  const rooms = new RoomRun(engine, plan)
  const attempt = async (action: Action) => {
    try {
      await runAction(engine, plan, rooms, action)
      counts[action.kind] = (counts[action.kind] ?? 0) + 1
    } catch (error) {
      failures.push({ action, error })
    }
    onDone()
  }
  for (const step of steps) {
    const actions = plan.actions.filter((action) => step.includes(action.kind))
    await Promise.all(chains(plan, actions).map((chain) => inOrder(chain, attempt)))
  }
  return { counts, failures, adopted: rooms.adopted }
}

/**
 * What is done to one account keeps its order. Of memberships spaces come first, since who is still in a space walks back
 * into its rooms; of persons who share an account the last one to end locks it.
 */
function chains(plan: SchoolPlan, actions: readonly Action[]): readonly (readonly Action[])[] {
  const spaceFirst = (action: Action) => {
    return 'room' in action && plan.desired.get(action.room)?.space !== true ? 1 : 0
  }
  const sorted = actions.toSorted((a, b) => spaceFirst(a) - spaceFirst(b))
  const groups = Map.groupBy(sorted, (action): UserId | Action => {
    return ordered.has(action.kind) && 'user' in action ? action.user : action
  })
  return [...groups.values()]
}

const ordered: ReadonlySet<ActionKind> = new Set([
  'join',
  'remove-member',
  'restore-access',
  'remove-access',
])

async function inOrder(actions: readonly Action[], attempt: (action: Action) => Promise<void>) {
  for (const action of actions) await attempt(action)
}

async function runAction(
  engine: Engine,
  plan: SchoolPlan,
  rooms: RoomRun,
  action: Action,
): Promise<void> {
  switch (action.kind) {
    case 'create-room':
      await rooms.create(action.room)
      return
    case 'set-state':
      await rooms.setState(action)
      return
    case 'set-power':
    case 'remove-power':
      await engine.levels.write(plan.school, new Map([[action.room, rooms.idOf(action.room)]]))
      return
    case 'link-child':
      await rooms.link(action.room, action.child)
      return
    case 'remove-child':
      await rooms.unlink(action.room, action.child)
      return
    case 'archive-room':
      await rooms.archive(action.room)
      return
    case 'join':
    case 'remove-member':
    case 'set-display-name':
      await runMembership(engine, plan, (key) => rooms.idOf(key), action)
      return
    case 'register':
      await runRegistration(engine, plan, action)
      return
    case 'note-closed-account':
      await noteClosed(engine, action, plan.school)
      return
    case 'restore-access':
    case 'remove-access':
      await runAccess(engine, action)
      return
  }
}
