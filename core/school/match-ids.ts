/**
 * The accident in which a school's system gives everything new ids (a migration, another export), or a new school year
 * gives the names of classes, and ids made of them, to other children. Read as it stands, such a set removes everybody
 * and adds as many strangers. Here stored people and classes are found again by name and membership; what is found is
 * only ever proposed, and somebody confirms it, because a wrong match gives one child's account to another.
 *
 * A class is known by its pupils, never by its label: under the same label other children are another class. A person
 * is known by the name, where only one had it before and only one has it now and they have a role in common; several of
 * one name are told apart by their class.
 */
import { isEmptyMap, type IdMap } from './external-ids.ts'
import { classId, type ClassId, type PersonId } from './ids.ts'
import type { Person, School } from './people.ts'
import { nameKey } from './sources.ts'

/** Half of the pupils, counted against the larger class: fewer may be a merger or a coincidence. */
const sameClassShare = 0.5

/** Where both ids are known: two or three pupils who change classes are no renamed class. */
const fewestInCommon = 4

/** `stored`: what the same source brought. Empty where nothing needs to be found again. */
export function matchIds(stored: School, roster: School): IdMap {
  const lost = missing(stored.people, roster.people)
  const fresh = missing(roster.people, stored.people)
  const people = matchPeople(stored, roster, lost, fresh)
  const classes = matchClasses(stored, roster, people)
  const found = { people, classes }
  return isEmptyMap(found) ? found : { people, classes: withFreshIds(stored, roster, classes) }
}

function missing(from: readonly Person[], other: readonly Person[]): readonly Person[] {
  const known = new Set(other.map((one) => one.id))
  return from.filter((one) => !known.has(one.id))
}

function matchPeople(
  stored: School,
  roster: School,
  lost: readonly Person[],
  fresh: readonly Person[],
): Map<PersonId, PersonId> {
  const before = describePeople(stored)
  const now = describePeople(roster)
  const matches = new Map<PersonId, PersonId>()
  const isMass = lost.length * 2 > stored.people.length
  const byName = Map.groupBy(lost, nameKey)
  for (const [name, people] of Map.groupBy(fresh, nameKey)) {
    const known = byName.get(name) ?? []
    for (const person of people) {
      const facts = now.get(person.id) ?? new Set()
      const alike = known.filter((one) => shares(before.get(one.id), facts, 'role'))
      const inClass = alike.filter((one) => shares(before.get(one.id), facts, 'class'))
      const isOnly = people.length === 1 && known.length === 1
      // One who left and one who came may share a name: the name alone is enough only where all ids are new.
      const byNameAlone = isOnly && (isMass || !hasClass(facts))
      const [one, ...others] = byNameAlone ? alike : inClass
      if (one !== undefined && others.length === 0) matches.set(person.id, one.id)
    }
  }
  return onlyOnce(matches)
}

/** `role pupil`, `class 1А`: of a parent the class of the child. */
function describePeople(school: School): ReadonlyMap<PersonId, ReadonlySet<string>> {
  const labels = new Map(school.classes.map((one) => [one.id, one.label]))
  const facts = new Map(school.people.map((one) => [one.id, new Set<string>()]))
  const add = (person: PersonId, fact: string) => facts.get(person)?.add(fact)
  const classesOf = Map.groupBy(school.places, (one) => one.person)
  for (const { person, role } of school.staff) add(person, `role ${role}`)
  for (const { person, role, class: cls } of school.places) {
    add(person, role === 'pupil' ? 'role pupil' : 'role teacher')
    add(person, `class ${labels.get(cls) ?? cls}`)
  }
  for (const { guardian, child } of school.guardianships) {
    add(guardian, 'role parent')
    for (const { class: cls } of classesOf.get(child) ?? []) {
      add(guardian, `class ${labels.get(cls) ?? cls}`)
    }
  }
  return facts
}

function hasClass(facts: ReadonlySet<string>): boolean {
  return [...facts].some((fact) => fact.startsWith('class '))
}

function shares(
  one: ReadonlySet<string> | undefined,
  other: ReadonlySet<string>,
  kind: 'role' | 'class',
): boolean {
  return [...(one ?? [])].some((fact) => fact.startsWith(`${kind} `) && other.has(fact))
}

/** Classes that have the pupils of another one now, also where both ids are known: `1a` of last year is `2a` today. */
function matchClasses(
  stored: School,
  roster: School,
  people: ReadonlyMap<PersonId, PersonId>,
): ReadonlyMap<ClassId, ClassId> {
  const before = pupilsOf(stored, (one) => one)
  const now = pupilsOf(roster, (one) => people.get(one) ?? one)
  const matches = new Map<ClassId, ClassId>()
  for (const [id, pupils] of now) {
    const [best] = [...before]
      .map(([old, members]) => ({ old, ...overlap(pupils, members) }))
      .toSorted((a, b) => b.share - a.share)
    if (best === undefined || best.share <= sameClassShare || best.old === id) continue
    const areBothKnown = before.has(id) || now.has(best.old)
    if (areBothKnown && best.common < fewestInCommon) continue
    matches.set(id, best.old)
  }
  return onlyOnce(matches)
}

function pupilsOf(
  school: School,
  nameOf: (person: PersonId) => PersonId,
): ReadonlyMap<ClassId, ReadonlySet<PersonId>> {
  const pupils = new Map(school.classes.map((one) => [one.id, new Set<PersonId>()]))
  for (const place of school.places) {
    if (place.role === 'pupil') pupils.get(place.class)?.add(nameOf(place.person))
  }
  return pupils
}

function overlap(one: ReadonlySet<PersonId>, other: ReadonlySet<PersonId>) {
  const common = one.intersection(other).size
  return { common, share: common / Math.max(one.size, other.size, 1) }
}

function onlyOnce<Id>(matches: ReadonlyMap<Id, Id>): Map<Id, Id> {
  const counts = Map.groupBy(matches.values(), (id) => id)
  return new Map([...matches].filter(([, id]) => counts.get(id)?.length === 1))
}

/** A class under an id that now stands for another one gets an id of its own: other children never get its rooms. */
function withFreshIds(
  stored: School,
  roster: School,
  matches: ReadonlyMap<ClassId, ClassId>,
): ReadonlyMap<ClassId, ClassId> {
  const taken = new Set([...stored.classes, ...roster.classes].map((one) => one.id))
  const given = new Set(matches.values())
  const all = new Map(matches)
  for (const { id } of roster.classes) {
    if (matches.has(id) || !given.has(id)) continue
    let number = 2
    while (taken.has(classId(`${id}-${number}`))) number += 1
    taken.add(classId(`${id}-${number}`))
    all.set(id, classId(`${id}-${number}`))
  }
  return all
}
