/** Applications as the commands show them (DESIGN §6). */
import { checkAcceptable } from '@lyceum/core/school/accepting.ts'
import type { Application, ApplicationState } from '@lyceum/core/school/application.ts'
import type { ClassId, PersonId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { selectSchools, unknown } from './selection.ts'

export function applicationRow(application: Application, { info, classes, people }: School) {
  const { class: cls, state } = application
  const label = (id: ClassId) => classes.find((one) => one.id === id)?.label ?? id
  const named = (id: PersonId | undefined) => {
    const found = people.find((one) => one.id === id)
    return found === undefined ? null : { id: found.id, name: fullName(found, info.language) }
  }
  return {
    id: application.id,
    kind: application.kind,
    state,
    school: info.id,
    school_name: info.name,
    class: cls ?? null,
    class_name: cls === undefined ? null : label(cls),
    classes: application.classes.map((id) => ({ id, name: label(id) })),
    role: application.role,
    subjects: application.subjects,
    chat: application.chat ?? null,
    full_name: fullName(application.name, info.language),
    child_name: application.childName ?? null,
    child: named(application.child),
    /** Who it seems to be; once accepted, who it became. */
    proposed: named(application.person),
    user_id: application.user,
    created_at: application.createdAt,
    decided_at: application.decidedAt ?? null,
    decided_by: application.decidedBy ?? null,
    reason: application.reason ?? null,
  }
}

export type ApplicationRow = ReturnType<typeof applicationRow> & {
  /** What must be said or corrected before it can be accepted. */
  readonly problem: string | null
}

interface Selection {
  readonly school: string | undefined
  readonly class: string | undefined
  readonly state: ApplicationState | undefined
}

/** School after school, those who wait first, in each the newest first. Throws `unknown-school`, `unknown-class`. */
export async function selectApplications(
  store: Store,
  selection: Selection,
): Promise<readonly ApplicationRow[]> {
  const rows: ApplicationRow[] = []
  const known: { readonly id: string; readonly label: string }[] = []
  for (const { id } of await selectSchools(store, selection.school)) {
    const school = await store.schools.load(id)
    if (school === undefined) continue
    known.push(...school.classes)
    const states = selection.state === undefined ? undefined : [selection.state]
    const found = await store.applications.ofSchool(id, states)
    const meant = found.filter((one) => isOfClass(one, selection.class))
    const waiting = meant.filter(({ state }) => state === 'waiting')
    const others = meant.filter(({ state }) => state !== 'waiting')
    rows.push(
      ...[...waiting, ...others].map((one) => {
        const problem = one.state === 'waiting' ? checkAcceptable(one, school) : undefined
        return { ...applicationRow(one, school), problem: problem ?? null }
      }),
    )
  }
  const { class: cls } = selection
  if (cls !== undefined && !known.some(({ id }) => id === cls)) throw unknown('class', cls, known)
  return rows
}

function isOfClass(application: Application, cls: string | undefined): boolean {
  return cls === undefined || [application.class, ...application.classes].some((one) => one === cls)
}
