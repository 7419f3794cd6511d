/** Applications as text and as JSON. */
import type { Role } from '@lyceum/core/school/people.ts'
import type { ApplicationRow } from '../applications.ts'
import type { Translate } from '../i18n/texts.ts'
import type { Output } from './output.ts'
import { renderTable } from './table.ts'

export function printApplications(
  rows: readonly ApplicationRow[],
  output: Output,
  t: Translate,
): void {
  if (output.asJson) {
    output.printJson({ applications: rows })
    return
  }
  if (rows.length === 0) {
    output.note(t('applications.none'))
    return
  }
  const columns = ['id-of', 'name', 'role', 'class', 'subjects', 'application', 'since'] as const
  const lines = renderTable([
    columns.map((column) => t(`column.${column}`)),
    ...rows.map((row) => [
      row.id,
      row.full_name,
      t(`role.one.${row.role as Role}`),
      [row.class_name, ...row.classes.map(({ name }) => name)].filter(Boolean).join(', ') || '-',
      row.subjects.join(', ') || '-',
      t(`applications.state.${row.state}`),
      row.created_at.slice(0, 10),
    ]),
  ])
  for (const line of lines) output.print(line)
  for (const { id, problem } of rows) {
    if (problem === 'child-missing') output.note(t('applications.problem.child-missing', { id }))
  }
}
