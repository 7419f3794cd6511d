/** Who was erased, as a keyed hash of every id by which a source names the person: the next roster brings nobody back. */
import { createHmac } from 'node:crypto'
import type { PersonId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import type { RosterProblem } from '../../school/roster.ts'
import type { SourceName } from '../../store/personal-ports.ts'
import type { Engine } from '../engine.ts'

export function tombstoneOf(key: string, name: SourceName): string {
  const parts = name.kind === 'person' ? [name.id] : [name.school, name.source, name.id]
  const text = JSON.stringify(['tombstone', name.kind, ...parts])
  return createHmac('sha256', key).update(text).digest('hex')
}

/** Stands in the journal in the place of the person's ids: who knows the id may find the entries, nobody finds the id. */
export function pseudonymOf(key: string, person: PersonId): string {
  const hash = createHmac('sha256', key).update(JSON.stringify(['pseudonym', person]))
  return `erased-${hash.digest('hex').slice(0, 16)}`
}

export interface WithoutErased {
  readonly roster: School
  readonly problems: readonly RosterProblem[]
  /** How many are left out. */
  readonly count: number
}

/** The roster, in the source's ids, without people who were erased and all that hangs on them. */
export async function leaveOutErased(
  { store, aliasKey }: Pick<Engine, 'store' | 'aliasKey'>,
  roster: School,
  source: string,
  stored: { readonly people: ReadonlyMap<PersonId, PersonId> },
): Promise<WithoutErased> {
  const school = roster.info.id
  const hashes = new Map<string, PersonId>()
  for (const { id } of roster.people) {
    const names: SourceName[] = [
      { kind: 'person', id },
      { kind: 'person', id: stored.people.get(id) ?? id },
      { kind: 'external', school, source, id },
    ]
    for (const name of names) hashes.set(tombstoneOf(aliasKey, name), id)
  }
  const found = await store.tombstones.among([...hashes.keys()])
  const erased = new Set([...found].flatMap((hash) => hashes.get(hash) ?? []))
  if (erased.size === 0) return { roster, problems: [], count: 0 }
  const isHere = (person: PersonId) => !erased.has(person)
  return {
    count: erased.size,
    problems: [...erased].toSorted().map((id) => leftOut(id, source)),
    roster: {
      ...roster,
      people: roster.people.filter((one) => isHere(one.id)),
      staff: roster.staff.filter((one) => isHere(one.person)),
      places: roster.places.filter((one) => isHere(one.person)),
      guardianships: roster.guardianships.filter(
        (one) => isHere(one.guardian) && isHere(one.child),
      ),
      committee: roster.committee.filter((one) => isHere(one.person)),
    },
  }
}

function leftOut(id: PersonId, source: string): RosterProblem {
  return {
    severity: 'warning',
    file: source,
    message: `Person ${id} was erased and is left out.`,
    hint: `Take the person out of the list. If the person is back for good: lyceum person erase ${id} --forget-tombstone`,
  }
}
