import { personId, type PersonId } from '@lyceum/core/school/ids.ts'

import type { Problems } from '../problems.ts'
import { foldWord } from '../text.ts'
import type { ClassIndex } from './classes.ts'
import type { ChildReference, PersonEntry, SchoolEntry } from './entries.ts'
import { KnownPeople } from './known-people.ts'
import { makeId } from './made-ids.ts'

/**
 * The people of one school and their ids. Where the file gives none, an id is made from the school, the names and what
 * tells namesakes apart: a pupil's class, a parent's first child. Two parents of one name are two people, since taking
 * them for one would show each the other's child.
 */
export class PeopleIndex {
  readonly #school: string
  readonly #classes: ClassIndex
  readonly #known: KnownPeople
  readonly #ids = new Map<PersonEntry, PersonId>()
  readonly #byId = new Map<string, PersonEntry>()
  readonly #byNames = new Map<string, PersonEntry[]>()

  constructor(
    school: string,
    { people: entries, stored }: Pick<SchoolEntry, 'people' | 'stored'>,
    classes: ClassIndex,
    problems: Problems,
  ) {
    this.#school = school
    this.#known = new KnownPeople(stored)
    this.#classes = classes
    for (const entry of entries) {
      if (entry.id !== undefined) this.#addId(entry.id, entry, problems)
      for (const key of nameKeys(entry)) {
        this.#byNames.set(key, [...(this.#byNames.get(key) ?? []), entry])
      }
    }
    // Parents are known by their children.
    const unnamed = entries.filter((entry) => entry.id === undefined)
    const isParent = (entry: PersonEntry) => entry.pupilOf.length === 0 && !isStaff(entry)
    for (const entry of [...unnamed.filter((one) => !isParent(one)), ...unnamed.filter(isParent)]) {
      this.#addId(this.#knownId(entry) ?? this.#makeId(entry), entry, problems)
    }
    this.#reportNamesakes(entries, problems)
  }

  idOf(entry: PersonEntry): PersonId {
    return this.#ids.get(entry) ?? personId('')
  }

  /** By id, else by names: family name, given name and, where that is not enough, the middle name. */
  resolve(reference: ChildReference, problems: Problems): PersonEntry | undefined {
    const found = this.#find(reference)
    if (found.length === 1) return found[0]
    problems.error(
      reference.place,
      found.length === 0
        ? 'There is no person of this id or name in the school.'
        : 'Several people of the school have this name.',
      found.length === 0
        ? 'Write family name and given name as in the child’s own entry, or the child’s id.'
        : 'Give the children ids, and name the child by its id.',
    )
    return undefined
  }

  #find(reference: ChildReference): readonly PersonEntry[] {
    const { entry: itself } = reference
    if (itself !== undefined && itself.id === undefined) return [itself]
    const byId = this.#byId.get(reference.ref)
    if (byId !== undefined) return [byId]
    const named = this.#byNames.get(foldWord(reference.ref)) ?? []
    const pupils = named.filter((entry) => entry.pupilOf.length > 0)
    const found = pupils.length > 0 ? pupils : named
    if (found.length < 2 || reference.class === undefined) return found
    const wanted = this.#classes.keyOfReference(reference.class)
    return found.filter((entry) =>
      entry.pupilOf.some(({ ref }) => this.#classes.keyOfReference(ref) === wanted),
    )
  }

  #addId(id: string, entry: PersonEntry, problems: Problems): void {
    this.#ids.set(entry, personId(id))
    const other = this.#byId.get(id)
    if (other === undefined) {
      this.#byId.set(id, entry)
      return
    }
    const where = other.place.line === undefined ? '' : ` (line ${other.place.line})`
    if (entry.id === undefined) {
      problems.error(
        entry.place,
        `Another person${where} has the same names in the same place.`,
        'Give both an id, or put them together if they are one person.',
      )
    } else problems.error(entry.place, `The id "${id}" is there twice${where}.`)
  }

  /** Of the stored school, and nobody else's in the file. */
  #knownId(entry: PersonEntry): string | undefined {
    const id = this.#findKnown(entry)
    return id === undefined || this.#byId.has(id) ? undefined : id
  }

  #findKnown(entry: PersonEntry): PersonId | undefined {
    const home = entry.pupilOf[0]
    if (home !== undefined) {
      const group = this.#classes.find(home.ref)
      return group === undefined ? undefined : this.#known.pupilOf(group, entry)
    }
    if (isStaff(entry)) return this.#known.staff(entry)
    const child = entry.children[0] === undefined ? undefined : this.#find(entry.children[0])[0]
    const childId = child === undefined ? undefined : this.#ids.get(child)
    return childId === undefined ? undefined : this.#known.guardianOf(childId, entry)
  }

  #makeId(entry: PersonEntry): string {
    const names = [entry.familyName, entry.givenName, entry.middleName ?? '']
    return makeId('person', this.#school, ...names, this.#groupOf(entry))
  }

  #groupOf(entry: PersonEntry): string {
    const home = entry.pupilOf[0]
    if (home !== undefined) return `pupil ${this.#classes.keyOfReference(home.ref)}`
    if (isStaff(entry)) return 'staff'
    const reference = entry.children[0]
    if (reference === undefined) return ''
    const child = this.#find(reference)[0]
    return `parent of ${child === undefined ? reference.ref : fullKey(child)}`
  }

  /** Parents of one name on several lines: one mother of two, or two mothers. The file does not say. */
  #reportNamesakes(entries: readonly PersonEntry[], problems: Problems): void {
    const first = new Map<string, PersonEntry>()
    for (const entry of entries) {
      if (entry.id !== undefined || entry.pupilOf.length > 0) continue
      const other = first.get(fullKey(entry))
      if (other === undefined) first.set(fullKey(entry), entry)
      else if (this.idOf(other) !== this.idOf(entry)) {
        const line = other.place.line === undefined ? '' : ` (line ${other.place.line})`
        problems.warning(
          entry.place,
          `An adult of the same name is in the file${line}; they are taken for two people.`,
          'If they are one, write them in one line with all children and roles, or give both the same id.',
        )
      }
    }
  }
}

function isStaff(entry: PersonEntry): boolean {
  return (
    entry.administrator !== undefined ||
    (entry.teacher !== undefined && entry.teacher !== false) ||
    entry.teacherOf.length + entry.classTeacherOf.length > 0
  )
}

function fullKey(entry: PersonEntry): string {
  return foldWord([entry.familyName, entry.givenName, entry.middleName ?? ''].join(' '))
}

/** Without and, where there is one, with the middle name. */
function nameKeys(entry: PersonEntry): ReadonlySet<string> {
  return new Set([foldWord(`${entry.familyName} ${entry.givenName}`), fullKey(entry)])
}
