/** Which papers go into which file: a class with its pupils and their parents, and the staff of a school. */
import type { ClassId, PersonId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { compareLabels } from '../places.ts'
import type { Member, Selection } from '../selection.ts'

/** `families`: parents whose children are in no class. */
type GroupKind = 'class' | 'staff' | 'families'

export interface Group {
  readonly school: School
  readonly kind: GroupKind
  readonly class: ClassId | undefined
  readonly label: string | undefined
  /** Who gets a paper, in the order of printing. */
  readonly members: readonly Member[]
  /** Who has one that still works and keeps it. */
  readonly kept: number
  /** Who needs none any more. */
  readonly entered: number
  /** Of `members`: who has one that stops working. */
  readonly replaced: number
}

interface GroupInput {
  readonly schools: readonly School[]
  readonly members: readonly Member[]
  readonly newest: ReadonlyMap<PersonId, Invitation>
  readonly reissue: boolean
}

/**
 * Whom the selection means on paper. Of a class these are pupils and parents: its teachers have one slip for all their
 * classes, in the file of the staff, and get it here only when their role or they themselves are asked for.
 */
export function onPaper(members: readonly Member[], selection: Selection): readonly Member[] {
  const isWholeClass =
    selection.class !== undefined && selection.role === undefined && selection.person === undefined
  return isWholeClass ? members.filter((member) => kindOf(member) !== 'staff') : members
}

/** School by school: the classes by label, families without one, the staff. Groups of nobody are left out. */
export function groupMembers({ schools, members, newest, reissue }: GroupInput): readonly Group[] {
  return schools.flatMap((school) => {
    const own = members.filter((member) => member.school.id === school.info.id)
    const byGroup = Map.groupBy(own, keyOf)
    const groups = [...byGroup.values()].flatMap((list): readonly Group[] => {
      const [first] = list
      if (first === undefined) return []
      const kind = kindOf(first)
      const isEntered = (member: Member) => member.account !== undefined
      const isOpen = (member: Member) => newest.get(member.person.id)?.status === 'open'
      const invited = list.filter((member) => !isEntered(member))
      const open = invited.filter(isOpen).length
      const wanted = reissue ? invited : invited.filter((member) => !isOpen(member))
      return [
        {
          school,
          kind,
          class: kind === 'class' ? first.place.class : undefined,
          label: kind === 'class' ? first.place.className : undefined,
          members: inOrder(wanted, school),
          kept: reissue ? 0 : open,
          entered: list.length - invited.length,
          replaced: reissue ? open : 0,
        },
      ]
    })
    return groups.sort(byKindAndLabel)
  })
}

/** Names of a parent's children, ordered. */
export function childrenOf(school: School, guardian: PersonId): readonly string[] {
  const ids = new Set(
    school.guardianships.filter((one) => one.guardian === guardian).map((one) => one.child),
  )
  return school.people
    .filter((person) => ids.has(person.id))
    .map(({ givenName, familyName }) => fullName({ givenName, familyName }, school.info.language))
    .toSorted((left, right) => left.localeCompare(right, 'ru'))
}

function kindOf({ place }: Member): GroupKind {
  if (place.role === 'administrator' || place.role === 'teacher') return 'staff'
  return place.class === undefined ? 'families' : 'class'
}

function keyOf(member: Member): string {
  const kind = kindOf(member)
  return kind === 'class' ? `class ${member.place.class ?? ''}` : kind
}

function byKindAndLabel(left: Group, right: Group): number {
  const difference = kinds.indexOf(left.kind) - kinds.indexOf(right.kind)
  return difference === 0 ? compareLabels(left.label ?? '', right.label ?? '') : difference
}

const kinds: readonly GroupKind[] = ['class', 'families', 'staff']

/** Pupils by name, then parents by the child who carries the paper home; administrators before teachers. */
function inOrder(members: readonly Member[], school: School): readonly Member[] {
  const rank = { administrator: 0, teacher: 1, pupil: 2, parent: 3 } as const
  const keyed = members.map((member) => {
    const isParent = member.place.role === 'parent'
    const child = isParent ? (childrenOf(school, member.person.id)[0] ?? '') : ''
    return { member, child }
  })
  keyed.sort(
    (left, right) =>
      rank[left.member.place.role] - rank[right.member.place.role] ||
      left.child.localeCompare(right.child, 'ru') ||
      left.member.name.localeCompare(right.member.name, 'ru'),
  )
  return keyed.map(({ member }) => member)
}
