/** A run of `invites sheets`: a file for each class, and one for the staff of each school. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Language, School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { newestInvitations } from '../invitations.ts'
import type { Member, Selection } from '../selection.ts'
import { fileNames } from './file-names.ts'
import { prepareFolder } from './folder.ts'
import { unprintable } from './fonts.ts'
import { groupMembers, onPaper, type Group } from './groups.ts'
import { printGroup, type PrintedFile } from './print-group.ts'

export interface SheetsInput {
  readonly store: Store
  readonly config: Config
  readonly selection: Selection
  readonly members: readonly Member[]
  readonly folder: string
  readonly language: Language | undefined
  readonly expireDays: number
  readonly reissue: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  readonly interrupt: AbortSignal
}

export interface PrintedSheets {
  readonly folder: string
  readonly files: readonly (PrintedFile & { readonly group: Group })[]
  /** Nothing to print: everybody has entered, or has a slip that works. */
  readonly empty: readonly Group[]
  /** Ids of people whose names hold letters that the font does not have. */
  readonly unprintable: readonly string[]
}

/**
 * Throws `folder-not-writable` before anything is issued, `sheet-not-written` after revoking what that sheet would have
 * carried. Stops between two files when interrupted.
 */
export async function printSheets(input: SheetsInput): Promise<PrintedSheets> {
  const { store, folder, reissue, selection } = input
  const groups = await groupsOf(input)
  const names = fileNames(groups, (await store.schools.list()).length > 1)
  const wanted = groups.flatMap((group, index) =>
    group.members.length === 0 ? [] : [{ group, name: names[index] ?? group.kind }],
  )
  if (wanted.length > 0) await prepareFolder(folder)
  const replace = reissue && selection.role === undefined && selection.person === undefined
  const files: (PrintedFile & { readonly group: Group })[] = []
  for (const { group, name } of wanted) {
    if (input.interrupt.aborted) break
    files.push({ ...(await printGroup(group, name, { ...input, replace })), group })
  }
  return {
    folder,
    files,
    empty: groups.filter((group) => group.members.length === 0),
    unprintable: files
      .flatMap(({ group }) => group.members)
      .filter((member) => unprintable(member.name).length > 0)
      .map((member) => member.person.id),
  }
}

async function groupsOf(input: SheetsInput): Promise<readonly Group[]> {
  const { store, selection, reissue, now } = input
  const members = onPaper(input.members, selection)
  const ids = new Set(members.map((member) => member.school.id))
  const loaded = await Promise.all([...ids].map((id) => store.schools.load(id)))
  const schools = loaded.filter((school): school is School => school !== undefined)
  const newest = await newestInvitations(store, members, new Date(now).toISOString())
  return groupMembers({ schools, members, newest, reissue })
}
