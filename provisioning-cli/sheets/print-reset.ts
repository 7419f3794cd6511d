/** One person's paper for a new password. */
import type { Config } from '@lyceum/core/config/settings.ts'
import { localpartOf } from '@lyceum/core/school/ids.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { issueInvitations, type InvitationRow } from '../invitations.ts'
import type { Member } from '../selection.ts'
import { joinAddress, withoutHttps } from './addresses.ts'
import { describeSlip } from './describe-slip.ts'
import { renderSheet } from './document.ts'
import { resetFileName } from './file-names.ts'
import { prepareFolder, writeSheet } from './folder.ts'
import { paperTexts } from './texts.ts'

export interface ResetInput {
  readonly store: Store
  readonly config: Config
  /** With an account. */
  readonly member: Member
  readonly folder: string
  /** Without it the school's. */
  readonly language: Language | undefined
  readonly expireDays: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Throws `folder-not-writable` before anything is issued, `sheet-not-written` after revoking the code. */
export async function printReset(
  input: ResetInput,
): Promise<{ readonly file: string; readonly rows: readonly InvitationRow[] }> {
  const { store, config, member, folder, expireDays, now } = input
  await prepareFolder(folder)
  const rows = await issueInvitations({
    store,
    members: [member],
    purpose: 'reset',
    expireDays,
    now,
    publicUrl: config.public.url,
  })
  try {
    const content = await renderPaper(input, rows)
    return { file: await writeSheet(folder, resetFileName(member.person.id), content, true), rows }
  } catch (error) {
    const at = new Date(now).toISOString()
    for (const { id } of rows) if (id !== null) await store.invitations.revoke(id, at)
    throw error
  }
}

async function renderPaper(
  { store, config, member, language: chosen, now }: ResetInput,
  rows: readonly InvitationRow[],
): Promise<Buffer> {
  const school = await store.schools.load(member.school.id)
  const [row] = rows
  const { account } = member
  if (school === undefined || row === undefined || account === undefined) {
    throw new Error('a code without a person')
  }
  const language = chosen ?? school.info.language
  const slip = describeSlip(member, row, school, language)
  return renderSheet({
    title: paperTexts(language).reset.title(slip.name, school.info.name),
    heading: {
      language,
      timeZone: school.info.timeZone,
      joinAddress: joinAddress(config.public.url),
      homeserver: withoutHttps(config.homeserver.publicUrl),
    },
    slips: [{ ...slip, login: localpartOf(account.userId) }],
    madeAt: now,
  })
}
