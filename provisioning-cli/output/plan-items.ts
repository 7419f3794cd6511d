/** A plan's changes and actions as flat records: what JSON gives and what text lists. People by id, never by name. */
import type { Action } from '@lyceum/core/provision/actions.ts'
import type { SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { SchoolChange } from '@lyceum/core/school/changes.ts'

export interface PlanItem {
  readonly kind: string
  readonly school: string
  readonly [field: string]: unknown
}

/** Changes of the school's data first, then what is done on the homeserver, in the plan's order. */
export function planItems(plan: SchoolPlan): readonly PlanItem[] {
  const school = plan.school
  return [
    ...plan.changes.map((change) => ({ kind: change.kind, school, ...changeFields(change) })),
    ...plan.actions.map((action) => ({ kind: action.kind, school, ...actionFields(action) })),
  ]
}

export function countItems(plans: readonly SchoolPlan[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { kind } of plans.flatMap(planItems)) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** Kinds that take something from somebody (DESIGN §6). */
export function takesAway(kind: string): boolean {
  return kind.startsWith('remove-') || kind.startsWith('archive-')
}

function changeFields(change: SchoolChange): Record<string, unknown> {
  switch (change.kind) {
    case 'add-school':
    case 'update-school':
      return { school_name: change.info.name }
    case 'add-class':
    case 'rename-class':
    case 'restore-class':
      return { class: change.class.id, class_name: change.class.label }
    case 'archive-class':
      return { class: change.class }
    case 'match-class':
      return { class: change.class, external: change.external }
    case 'match-person':
      return { person: change.person, external: change.external }
    case 'add-person':
    case 'update-person':
      return { person: change.person.id }
    case 'remove-person':
      return { person: change.person }
    case 'add-staff-place':
    case 'update-staff-place':
      return { person: change.place.person, role: change.place.role }
    case 'remove-staff-place':
      return { person: change.person, role: change.role }
    case 'add-class-place':
    case 'update-class-place':
      return { person: change.place.person, class: change.place.class, role: change.place.role }
    case 'remove-class-place':
      return { person: change.person, class: change.class }
    case 'add-guardianship':
    case 'remove-guardianship':
      return { guardian: change.guardianship.guardian, child: change.guardianship.child }
    case 'add-committee-place':
    case 'remove-committee-place':
      return { person: change.place.person, class: change.place.class }
    case 'add-chat':
    case 'update-chat':
      return { chat: change.chat.id, class: change.chat.class }
    case 'archive-chat':
      return { chat: change.chat }
    case 'add-chat-place':
    case 'remove-chat-place':
      return { chat: change.place.chat, person: change.place.person }
  }
}

function actionFields(action: Action): Record<string, unknown> {
  switch (action.kind) {
    case 'create-room':
      return { room: action.room, room_kind: action.roomKind, name: action.name }
    case 'set-state':
      return { room: action.room, type: action.type, from: action.from, to: action.to }
    case 'set-power':
    case 'archive-room':
      return { room: action.room }
    case 'remove-power':
      return { room: action.room, users: action.users }
    case 'link-child':
    case 'remove-child':
      return { room: action.room, child: action.child }
    case 'join':
    case 'remove-member':
      return { room: action.room, user: action.user }
    case 'set-display-name':
      return { user: action.user }
    case 'register':
    case 'note-closed-account':
    case 'restore-access':
    case 'remove-access':
      return { person: action.person, user: action.user }
  }
}
