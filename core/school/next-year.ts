/**
 * A year up: 1А becomes 2А, and the classes of the last year leave. Only labels are read and written: rooms, members and
 * history stay, since a class is known by its id.
 */
import type { ClassId } from './ids.ts'
import type { School, SchoolClass } from './people.ts'

/** Of a Russian school; others say theirs. */
export const usualLast = 11

export interface NextYear {
  /** `label` is the new one. */
  readonly up: readonly (SchoolClass & { readonly before: string })[]
  /** Of the last year: they leave. */
  readonly finished: readonly SchoolClass[]
  /** Without a number in the label: nobody can say what they become. */
  readonly unnumbered: readonly SchoolClass[]
}

/** `last`: the number of the last year. `classes`: those meant; without it all. */
export function nextYear(
  school: Pick<School, 'classes'>,
  last: number,
  classes: ReadonlySet<ClassId> = new Set(school.classes.map((one) => one.id)),
): NextYear {
  const up: NextYear['up'][number][] = []
  const finished: SchoolClass[] = []
  const unnumbered: SchoolClass[] = []
  for (const one of school.classes.filter(({ id }) => classes.has(id))) {
    const [all, before = '', number, after = ''] =
      /^(\D*)(\d{1,2})(?!\d)(.*)$/u.exec(one.label) ?? []
    if (all === undefined) unnumbered.push(one)
    else if (Number(number) >= last) finished.push(one)
    else up.push({ id: one.id, label: `${before}${Number(number) + 1}${after}`, before: one.label })
  }
  return { up, finished, unnumbered }
}
