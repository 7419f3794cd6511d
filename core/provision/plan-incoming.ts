/** What a roster changes in the stored data of one school: in stored ids, within its source and its scope. */
import { applyChanges } from '../school/apply-changes.ts'
import type { SchoolChange } from '../school/changes.ts'
import { diffSchool } from '../school/diff-school.ts'
import { leaveOutEnded } from '../school/endings.ts'
import { inStoredIds, scopeInStoredIds, type IdMap } from '../school/external-ids.ts'
import { matchIds } from '../school/match-ids.ts'
import type { School } from '../school/people.ts'
import type { RosterProblem, RosterScope } from '../school/roster.ts'
import { spokenFor, wholeSchool, type Spoken } from '../school/scope.ts'
import { compareSources } from '../school/sources.ts'
import type { Source } from '../store/ports.ts'
import { checkNext } from './check-next.ts'
import type { Engine } from './engine.ts'
import { describeHeldBack } from './held-back.ts'
import { leaveOutErased } from './personal/tombstones.ts'

export interface Incoming {
  readonly school: School
  readonly source: Source
  /** Without it the whole school. */
  readonly scope?: RosterScope
  /** People and classes under new ids are those that they were found to be; without it such a plan is refused. */
  readonly matchIds?: boolean
}

export interface IncomingPlan {
  readonly changes: readonly SchoolChange[]
  /** The roster in stored ids. */
  readonly roster: School
  /** New id -> stored id, found and not confirmed. */
  readonly matches: IdMap
  readonly spoken: Spoken
  readonly problems: readonly RosterProblem[]
  readonly leftAlone: Readonly<Record<string, number>>
}

const noMatches: IdMap = { people: new Map(), classes: new Map() }

/** `all`: what is stored of the school, undefined for a new one. */
export async function planIncoming(
  engine: Engine,
  incoming: Incoming,
  all: School | undefined,
): Promise<IncomingPlan> {
  const { schools } = engine.store
  const { source } = incoming
  const id = incoming.school.info.id
  const own = all === undefined ? undefined : await schools.load(id, source)
  const known = await schools.externalIds(id, source)
  const present = await leaveOutErased(engine, incoming.school, source, known)
  const given = present.roster
  const first = inStoredIds(given, known)
  const scope = scopeInStoredIds(incoming.scope ?? wholeSchool, given, known)
  const found =
    own === undefined || all === undefined ? noMatches : findMatches(own, all, first, scope)
  const isConfirmed = incoming.matchIds === true
  const roster = isConfirmed ? inStoredIds(first, found) : first
  const finalScope = isConfirmed ? scopeInStoredIds(scope, first, found) : scope
  const archived = await schools.archivedClasses(id)
  const origins = await schools.origins(id)
  const wanted = diffSchool({
    stored: own,
    ...(all === undefined ? {} : { all }),
    ownsInfo: origins === undefined || origins.school === source,
    roster,
    scope: finalScope,
    archived,
  })
  const { changes, held } = leaveOutEnded(wanted, await engine.store.endings.ofSchool(id))
  const empty = { people: new Map(), classes: new Map() }
  const met = compareSources({ source, all: all ?? roster, roster, ...(origins ?? empty) })
  const next = applyChanges(all ?? { ...roster, ...nothing }, changes)
  return {
    changes: [...changes, ...(isConfirmed ? remembered(given, first, roster) : [])],
    roster,
    matches: isConfirmed ? noMatches : found,
    spoken: spokenFor(own ?? roster, all ?? roster, roster, finalScope),
    problems: [
      ...present.problems,
      ...met.problems,
      ...describeHeldBack(held, source),
      ...checkNext(next, changes, source),
    ],
    leftAlone: {
      ...met.leftAlone,
      ...(present.count === 0 ? {} : { 'erased-person': present.count }),
      ...(held.length === 0 ? {} : { 'ended-by-hand': held.length }),
    },
  }
}

const nothing = { classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }

/** A list knows only its classes: nobody of another class is looked for in it. A delta names what goes. */
function findMatches(own: School, all: School, roster: School, scope: RosterScope): IdMap {
  if (scope.kind === 'rows') return noMatches
  if (scope.kind === 'school') return matchIds(own, roster)
  const spoken = spokenFor(own, all, roster, scope)
  const people = new Set([
    ...[...spoken.staff, ...spoken.places].map((one) => one.person),
    ...spoken.guardianships.map((one) => one.guardian),
  ])
  return matchIds(
    {
      ...own,
      ...spoken,
      classes: own.classes.filter((one) => scope.classes.includes(one.id)),
      people: own.people.filter((one) => people.has(one.id)),
    },
    roster,
  )
}

/** `given` and the others are the same lists in the same order, in the source's ids and in stored ones. */
function remembered(given: School, first: School, roster: School): readonly SchoolChange[] {
  const classes = given.classes.flatMap(({ id: external }, index): SchoolChange[] => {
    const id = roster.classes[index]?.id
    const isNew = id !== undefined && id !== first.classes[index]?.id
    return isNew ? [{ kind: 'match-class', class: id, external }] : []
  })
  const people = given.people.flatMap(({ id: external }, index): SchoolChange[] => {
    const id = roster.people[index]?.id
    const isNew = id !== undefined && id !== first.people[index]?.id
    return isNew ? [{ kind: 'match-person', person: id, external }] : []
  })
  return [...classes, ...people]
}
