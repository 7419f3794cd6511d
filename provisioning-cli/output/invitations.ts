/** Invitations as text and as JSON. */
import type { Role } from '@lyceum/core/school/people.ts'
import type { Translate } from '../i18n/texts.ts'
import type { InvitationRow, SharedLinkRow } from '../invitations.ts'
import type { Output } from './output.ts'
import { renderTable } from './table.ts'

export function printInvitations(
  rows: readonly (InvitationRow | SharedLinkRow)[],
  output: Output,
  t: Translate,
): void {
  if (output.asJson) {
    output.printJson({ invitations: rows })
    return
  }
  if (rows.length === 0) {
    output.note(t('invites.none'))
    return
  }
  const isIssued = rows.some((row) => row.url !== null)
  const columns = ['person', 'name', 'role', 'class', 'status', 'expires', 'id'] as const
  const heads = columns.map((column) => t(`column.${column}`))
  const lines = renderTable([
    isIssued ? [...heads, t('column.code'), t('column.link')] : heads,
    ...rows.map((row) => [
      row.person?.id ?? '-',
      row.shared ? describeUses(row, t) : row.person.name,
      t(`role.one.${row.role as Role}`),
      row.class_name ?? '-',
      t(`invites.status.${row.status}`),
      row.expires_at?.slice(0, 10) ?? '-',
      row.id ?? '-',
      ...(isIssued ? [row.code ?? '-', row.url ?? '-'] : []),
    ]),
  ])
  for (const line of lines) output.print(line)
}

function describeUses({ uses, used }: SharedLinkRow, t: Translate): string {
  return uses !== null
    ? t('invites.shared.up-to', { uses, used })
    : t('invites.shared.everybody', { used })
}
