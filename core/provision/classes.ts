/** Classes by somebody's hand: added, renamed, a year up, closed. A roster that says otherwise writes its own again. */
import { randomUUID } from 'node:crypto'
import { exitCodes, LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import { closeClasses } from '../school/close-classes.ts'
import { classId, type ClassId, type PersonId, type SchoolId } from '../school/ids.ts'
import { nextYear, type NextYear } from '../school/next-year.ts'
import type { School, SchoolClass } from '../school/people.ts'
import type { Store } from '../store/ports.ts'
import type { ApplyResult } from './apply.ts'
import { changeSchool } from './change.ts'
import type { Engine } from './engine.ts'
import { oneByHand } from './one-by-hand.ts'

export interface ClassResult extends ApplyResult {
  readonly class: SchoolClass
}

/** Under the id of a class that was closed that one comes back, with its rooms. Throws `wrong-label`, `label-taken`, `class-exists`. */
export async function addClass(
  engine: Engine,
  school: School,
  label: string,
  actor: string,
  id = classId(`lyceum-${randomUUID()}`),
): Promise<ClassResult> {
  const added = { id, label: checkNewClass(school, label, id) }
  const archived = await engine.store.schools.archivedClasses(school.info.id)
  const kind = archived.includes(id) ? 'restore-class' : 'add-class'
  return { ...(await change(engine, school, [{ kind, class: added }], kind, actor)), class: added }
}

/** The label as it is stored. Throws `wrong-label`, `label-taken`, `class-exists`. */
export function checkNewClass(school: School, label: string, id: ClassId | undefined): string {
  if (id !== undefined && school.classes.some((one) => one.id === id)) {
    throw new LyceumError('class-exists', `School ${school.info.id} has a class ${id} already.`, {
      hint: `lyceum class edit ${id} --name NAME renames it.`,
    })
  }
  return checkLabel(school, label)
}

/** Its rooms get their new names and keep everything else. Throws `unknown-class`, `wrong-label`, `label-taken`. */
export async function renameClass(
  engine: Engine,
  school: School,
  { id, label }: SchoolClass,
  actor: string,
): Promise<ClassResult> {
  findClass(school, id)
  const renamed = { id, label: checkLabel(school, label, id) }
  const changes = [{ kind: 'rename-class', class: renamed }] as const
  return { ...(await change(engine, school, changes, 'rename-class', actor)), class: renamed }
}

export interface YearMove extends NextYear {
  /** Of the classes that leave. */
  readonly leaving: readonly PersonId[]
  readonly changes: readonly SchoolChange[]
  /** All of the school: noted, so that nobody does it twice. */
  readonly isWhole: boolean
}

export interface YearMoveOptions {
  /** Without it all classes. */
  readonly class: ClassId | undefined
  /** The number of the last year. */
  readonly last: number
  /** Also when the whole school went up a short time ago. */
  readonly again: boolean
}

/** Nothing is written. Throws `unknown-class`, `moved-already`, and `label-taken` for a class whose new label another one has. */
export async function planYearMove(
  { store, now }: { readonly store: Store; now(): Date },
  school: School,
  { class: cls, last, again }: YearMoveOptions,
): Promise<YearMove> {
  if (cls === undefined && !again) await refuseSecond(store, school.info.id, now())
  const meant = cls === undefined ? undefined : new Set([findClass(school, cls).id])
  const next = nextYear(school, last, meant)
  const closing = new Set(next.finished.map((one) => one.id))
  const moving = new Set(next.up.map((one) => one.id))
  const others = school.classes.filter(({ id }) => !closing.has(id) && !moving.has(id))
  for (const { label } of next.up) checkLabel({ ...school, classes: others }, label)
  const { leaving, changes } = closeClasses(school, closing)
  const renames = next.up.map(({ id, label }): SchoolChange => {
    return { kind: 'rename-class', class: { id, label } }
  })
  return { ...next, leaving, changes: [...renames, ...changes], isWhole: cls === undefined }
}

/**
 * Repeated with the same move it changes nothing more, while a move that is planned anew is another year. Throws
 * `unsafe-plan` before anything is written.
 */
export async function moveYear(
  engine: Engine,
  school: School,
  { changes, isWhole }: YearMove,
  actor: string,
): Promise<ApplyResult> {
  if (changes.length === 0) return { counts: {}, failures: [] }
  const mark = yearMark(school.info.id)
  const before = (await engine.store.marks.get(mark)) ?? ''
  // First: of two that are killed in between, the one that did nothing is the lesser evil, and `again` is there for it.
  if (isWhole) await engine.store.marks.set(mark, engine.now().toISOString())
  try {
    return await change(engine, school, changes, 'classes-moved', actor)
  } catch (error) {
    if (isWhole) await engine.store.marks.set(mark, before)
    throw error
  }
}

export interface ClosedClass extends ApplyResult {
  readonly leaving: readonly PersonId[]
}

/** Its rooms are kept, closed and unlinked. Throws `unknown-class`, `unsafe-plan`. */
export async function archiveClass(
  engine: Engine,
  school: School,
  id: ClassId,
  actor: string,
): Promise<ClosedClass> {
  findClass(school, id)
  const { changes, leaving } = closeClasses(school, new Set([id]))
  return { ...(await change(engine, school, changes, 'archive-class', actor)), leaving }
}

export function findClass(school: School, id: ClassId): SchoolClass {
  const found = school.classes.find((one) => one.id === id)
  if (found !== undefined) return found
  throw new LyceumError('unknown-class', `School ${school.info.id} has no class ${id}.`, {
    hint: 'lyceum class list shows them with their ids.',
  })
}

const longestLabel = 50

/** As it is stored; `own` may keep its label. Two classes of one label would be two rooms of one name. */
export function checkLabel(school: School, text: string, own?: ClassId): string {
  const label = text.trim()
  if (label === '' || label.length > longestLabel || /\p{Cc}/u.test(label)) {
    const message = `A class has a name of at most ${longestLabel} characters.`
    throw new LyceumError('wrong-label', message, { exitCode: exitCodes.usage })
  }
  const other = school.classes.find((one) => one.id !== own && one.label === label)
  if (other === undefined) return label
  throw new LyceumError(
    'label-taken',
    `Class ${other.id} of school ${school.info.id} is called ${label} already.`,
    { hint: 'lyceum class move --all for a year up; else rename that one first.' },
  )
}

/** Shorter than a school year, longer than anybody takes to find out whether the first run did it. */
const sameYearMs = 150 * 86_400_000

async function refuseSecond(store: Store, school: SchoolId, now: Date): Promise<void> {
  const moved = await store.marks.get(yearMark(school))
  if (moved === undefined || moved === '') return
  if (now.getTime() - Date.parse(moved) > sameYearMs) return
  throw new LyceumError(
    'moved-already',
    `The classes of school ${school} went a year up on ${moved.slice(0, 10)}.`,
    { hint: 'If the homeserver lags behind: lyceum apply. For one more year: --again.' },
  )
}

function yearMark(school: SchoolId): string {
  return `year-moved/${school}`
}

async function change(
  engine: Engine,
  { info }: School,
  changes: readonly SchoolChange[],
  action: string,
  actor: string,
): Promise<ApplyResult> {
  const result = await changeSchool(engine, info.id, changes, { limits: oneByHand, actor })
  await revokeLinks(engine, info.id, changes)
  const named = changes.flatMap((one) => {
    if (one.kind === 'archive-class') return [one.class]
    return 'class' in one && typeof one.class === 'object' ? [one.class.id] : []
  })
  await engine.store.journal.append({
    at: engine.now().toISOString(),
    actor,
    action,
    school: info.id,
    details: { classes: named.join(' '), failed: result.failures.length },
  })
  return result
}

/** Who applies by a link of a closed class could be accepted into nothing. */
async function revokeLinks(
  { store, now }: Engine,
  school: SchoolId,
  changes: readonly SchoolChange[],
): Promise<void> {
  const closed = new Set(
    changes.flatMap((one) => (one.kind === 'archive-class' ? [one.class] : [])),
  )
  if (closed.size === 0) return
  const at = now().toISOString()
  for (const link of await store.sharedLinks.ofSchool(school, at)) {
    if (link.status !== 'open' || link.class === undefined || !closed.has(link.class)) continue
    await store.sharedLinks.revoke(link.id, at)
  }
}
