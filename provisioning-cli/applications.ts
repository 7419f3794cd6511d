/** Applications as the commands show them (DESIGN §6). */
import type { Application, ApplicationState } from '@lyceum/core/school/application.ts'
import { describeApplication } from '@lyceum/core/school/describe-application.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { selectSchools, unknown } from './selection.ts'

export type ApplicationRow = ReturnType<typeof describeApplication>

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
    rows.push(...[...waiting, ...others].map((one) => describeApplication(one, school)))
  }
  const { class: cls } = selection
  if (cls !== undefined && !known.some(({ id }) => id === cls)) throw unknown('class', cls, known)
  return rows
}

function isOfClass(application: Application, cls: string | undefined): boolean {
  return cls === undefined || [application.class, ...application.classes].some((one) => one === cls)
}
