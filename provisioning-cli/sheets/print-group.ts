/** Issues the invitations of one file and puts them on paper. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { issueInvitations, type InvitationRow } from '../invitations.ts'
import { joinAddress, withoutHttps } from './addresses.ts'
import { describeSlip } from './describe-slip.ts'
import { countPages, renderSheet } from './document.ts'
import { writeSheet } from './folder.ts'
import type { Group } from './groups.ts'
import type { Sheet } from './slip.ts'
import { paperTexts } from './texts.ts'

export interface PrintInput {
  readonly store: Store
  readonly config: Config
  readonly folder: string
  /** Without it the school's. */
  readonly language: Language | undefined
  readonly expireDays: number
  /** Milliseconds since 1970. */
  readonly now: number
  /** An older file of the same name holds no paper that still works. */
  readonly replace: boolean
}

export interface PrintedFile {
  readonly file: string
  readonly pages: number
}

/** One group at a time, so that an interruption leaves no invitation without its paper. */
export async function printGroup(
  group: Group,
  name: string,
  input: PrintInput,
): Promise<PrintedFile> {
  const { store, config, expireDays, now } = input
  const rows = await issueInvitations({
    store,
    members: group.members,
    purpose: 'enter',
    expireDays,
    now,
    publicUrl: config.public.url,
  })
  try {
    const sheet = describeSheet(group, rows, input)
    const content = await renderSheet(sheet)
    const file = await writeSheet(input.folder, name, content, input.replace)
    return { file, pages: countPages(sheet) }
  } catch (error) {
    // Nobody has these papers; left open they would count as given out, and the next run would skip their people.
    const at = new Date(now).toISOString()
    for (const { id } of rows) if (id !== null) await store.invitations.revoke(id, at)
    throw error
  }
}

function describeSheet(
  { school, kind, label, members }: Group,
  rows: readonly InvitationRow[],
  { config, language = school.info.language, now }: PrintInput,
): Sheet {
  const texts = paperTexts(language)
  const byPerson = new Map(rows.map((row) => [row.person.id, row]))
  const groupTitle =
    kind === 'class'
      ? texts.classGroup(label ?? '')
      : kind === 'staff'
        ? texts.staffGroup
        : texts.familiesGroup
  return {
    title: texts.sheetTitle(groupTitle, school.info.name),
    heading: {
      language,
      timeZone: school.info.timeZone,
      joinAddress: joinAddress(config.public.url),
      homeserver: withoutHttps(config.homeserver.publicUrl),
    },
    slips: members.flatMap((member) => {
      const row = byPerson.get(member.person.id)
      return row === undefined ? [] : [describeSlip(member, row, school, language)]
    }),
    madeAt: now,
  }
}
