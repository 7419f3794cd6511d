/**
 * A school as the file that brings it back. A file speaks for one source: what the console or another roster brought is
 * no part of it, so applying it removes and restores exactly what that source did since, and takes nothing over.
 */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { renderSourceYaml } from './roster/simple/render-yaml.ts'
import { sourcesOf } from './school-rows.ts'

export interface ExportedSchool {
  readonly yaml: string
  readonly source: string
  /** Sources of the school that are not in it. */
  readonly others: readonly string[]
}

const byHand = 'console'

/** Without `wanted` the only roster of the school. Throws `which-source`, `unknown-source`. */
export async function exportSchool(
  store: Store,
  school: School,
  wanted: string | undefined,
): Promise<ExportedSchool> {
  const sources = await sourcesOf(store, school)
  const source = chooseSource(sources, wanted)
  const own = await store.schools.load(school.info.id, source)
  return {
    yaml: renderSourceYaml(source, whole(own ?? school, school)),
    source,
    others: sources.filter((one) => one !== source),
  }
}

function chooseSource(sources: readonly string[], wanted: string | undefined): string {
  const rosters = sources.filter((source) => source !== byHand)
  const [only, ...others] = rosters.length === 0 ? sources : rosters
  if (wanted !== undefined) {
    if (sources.includes(wanted)) return wanted
    throw whichSource('unknown-source', `Nothing was brought by the source ${wanted}.`, sources)
  }
  if (only === undefined || others.length > 0) {
    throw whichSource('which-source', 'Several sources brought this school, or none.', sources)
  }
  return only
}

function whichSource(code: string, message: string, sources: readonly string[]): LyceumError {
  const named = sources.map((source) => `--source ${source}`).join(' or ')
  return new LyceumError(code, message, {
    hint: named === '' ? 'There is nothing to export yet.' : `Each has a file: ${named}.`,
    exitCode: exitCodes.usage,
  })
}

/** Whom and what its places and relations name stands in it too, whoever brought them: without, they could not be read. */
function whole(own: School, all: School): School {
  const people = new Set<string>([
    ...own.people.map((one) => one.id),
    ...[...own.staff, ...own.places, ...own.committee].map((one) => one.person),
    ...own.guardianships.flatMap((one) => [one.guardian, one.child]),
  ])
  const classes = new Set<string>([
    ...own.classes.map((one) => one.id),
    ...[...own.places, ...own.committee].flatMap((one) => one.class ?? []),
  ])
  return {
    ...own,
    people: all.people.filter((one) => people.has(one.id)),
    classes: all.classes.filter((one) => classes.has(one.id)),
  }
}
