import { classId } from '@lyceum/core/school/ids.ts'
import type { Language, SchoolClass } from '@lyceum/core/school/people.ts'

import type { Problems } from '../problems.ts'
import { classKey, normalizeLabel } from '../text.ts'
import type { ClassEntry, ClassReference, SchoolEntry } from './entries.ts'
import { makeId } from './made-ids.ts'

/** The classes of one school, found by id or by label. */
export class ClassIndex {
  readonly #language: Language
  readonly #known: ReadonlyMap<string, readonly SchoolClass[]>
  readonly #classes: SchoolClass[] = []
  readonly #ids = new Set<string>()
  readonly #byLabel = new Map<string, string[]>()

  constructor(
    school: string,
    { classes, stored }: Pick<SchoolEntry, 'classes' | 'stored'>,
    language: Language,
    problems: Problems,
  ) {
    this.#language = language
    this.#known = Map.groupBy(stored?.classes ?? [], ({ label }) => this.#keyOf(label))
    for (const entry of classes) this.#add(school, entry, problems)
  }

  #add(school: string, entry: ClassEntry, problems: Problems): void {
    // With an id of its own the label is only shown: it stays as somebody wrote it.
    const written =
      entry.id === undefined ? normalizeLabel(entry.label, this.#language) : entry.label
    const key = this.#keyOf(written)
    const known = entry.id === undefined ? this.#knownOf(key, entry, problems) : undefined
    const label = known?.label ?? written
    const id = entry.id ?? known?.id ?? makeId('class', school, key)
    if (this.#ids.has(id)) {
      problems.error(entry.place, `The class "${id}" is there twice.`)
      return
    }
    this.#ids.add(id)
    this.#classes.push({ id: classId(id), label })
    this.#byLabel.set(key, [...(this.#byLabel.get(key) ?? []), id])
  }

  #knownOf(key: string, { place }: ClassEntry, problems: Problems): SchoolClass | undefined {
    const found = this.#known.get(key) ?? []
    if (found.length > 1) {
      const message =
        'The school has several classes of this label; it is not clear which is meant.'
      problems.error(place, message, 'Give one of them another label first.')
    }
    return found[0]
  }

  list(): readonly SchoolClass[] {
    return this.#classes
  }

  resolve(
    { ref, place }: Pick<ClassReference, 'ref' | 'place'>,
    problems: Problems,
  ): string | undefined {
    if (this.#ids.has(ref)) return ref
    const found = this.#byLabel.get(this.#keyOf(ref)) ?? []
    if (found.length === 1) return found[0]
    problems.error(
      place,
      found.length === 0
        ? 'There is no class of this id or label in the school.'
        : 'Several classes of the school have this label.',
      found.length === 0 ? 'Add the class, or mend the label.' : 'Name the class by its id.',
    )
    return undefined
  }

  /** The id, if there is exactly one such class; without a word if there is not. */
  find(ref: string): string | undefined {
    if (this.#ids.has(ref)) return ref
    const found = this.#byLabel.get(this.#keyOf(ref)) ?? []
    return found.length === 1 ? found[0] : undefined
  }

  /** What a class is called, for comparing; a reference to nothing is its own key. */
  keyOfReference(ref: string): string {
    const label = this.#classes.find((group) => group.id === ref)?.label
    return this.#keyOf(label ?? ref)
  }

  #keyOf(label: string): string {
    return classKey(label, this.#language)
  }
}
