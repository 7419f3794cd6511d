import type { Translate } from '../i18n/texts.ts'
import type { UnderstoodColumns } from '../roster/tables/understanding.ts'

/** One table: its place, then a line for each column. */
export function describeColumns(
  { file, sheet, line, columns, role, isMapped }: UnderstoodColumns,
  t: Translate,
): readonly string[] {
  const place = `${sheet === undefined ? file : `${file}, ${sheet}`}:${line}`
  const width = Math.max(...columns.map(({ header }) => header.length))
  const named = columns.filter(({ header }) => header !== '')
  return [
    `${place} ${t(isMapped ? 'columns.understood-answers' : 'columns.understood')}`,
    ...named.map(({ header, field }) => {
      const meaning = field === undefined ? t('columns.not-read') : t(`field.${field}`)
      return `  ${header.padEnd(width)}  ${meaning}`
    }),
    ...(role === undefined ? [] : [`  ${t('columns.everybody', { role: t(`role.${role}`) })}`]),
  ]
}

/** For JSON: `null` for what is not read. */
export function columnsDocument({ columns, ...rest }: UnderstoodColumns) {
  return {
    ...rest,
    columns: columns.map(({ header, field }) => ({ header, field: field ?? null })),
  }
}
