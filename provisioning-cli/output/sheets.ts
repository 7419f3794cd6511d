/** What `invites sheets` made: files on standard output, the rest beside it. */
import { basename } from 'node:path'
import type { Translate } from '../i18n/texts.ts'
import type { Group } from '../sheets/groups.ts'
import type { PrintedSheets } from '../sheets/print-sheets.ts'
import type { Output } from './output.ts'
import { renderTable } from './table.ts'

const loopback = /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/i

export function describeSheets(
  made: PrintedSheets,
  publicUrl: string,
  output: Output,
  t: Translate,
): void {
  const { files, empty, folder } = made
  const groups = [...files.map(({ group }) => group), ...empty]
  const kept = sum(groups, (group) => group.kept)
  const replaced = sum(
    files.map(({ group }) => group),
    (group) => group.replaced,
  )
  if (output.asJson) {
    output.printJson(asJson(made, kept, replaced))
  } else if (files.length > 0) {
    printTable(made, output, t)
  }
  for (const group of empty) {
    const { entered, kept: keeping } = group
    output.note(t('sheets.nothing', { what: labelOf(group, t), entered, kept: keeping }))
  }
  if (groups.length === 0) output.note(t('invites.none'))
  if (replaced > 0) output.warn(t('sheets.replaced', { count: replaced }))
  if (kept > 0) output.note(t('sheets.kept', { count: kept }))
  for (const person of made.unprintable) output.warn(t('sheets.unprintable', { person }))
  if (files.length === 0) return
  if (loopback.test(publicUrl)) output.warn(t('sheets.loopback', { url: publicUrl }))
  output.note(t('sheets.secret', { folder: basename(folder) }))
}

function printTable({ files }: PrintedSheets, output: Output, t: Translate): void {
  const heads = (['file', 'class', 'slips', 'pages'] as const).map((name) => t(`column.${name}`))
  const rows = files.map(({ file, pages, group }) => [
    file,
    labelOf(group, t),
    `${group.members.length}`,
    `${pages}`,
  ])
  for (const line of renderTable([heads, ...rows])) output.print(line)
}

function asJson({ folder, files, empty }: PrintedSheets, kept: number, replaced: number): object {
  const describe = (group: Group) => ({
    school: group.school.info.id,
    class: group.class ?? null,
    class_name: group.label ?? null,
    kind: group.kind,
    printed: group.members.length,
    kept: group.kept,
    entered: group.entered,
    replaced: group.replaced,
  })
  return {
    format: 1,
    folder,
    files: files.map(({ file, pages, group }) => ({ file, pages, ...describe(group) })),
    nothing_to_print: empty.map(describe),
    printed: sum(
      files.map(({ group }) => group),
      (group) => group.members.length,
    ),
    kept,
    replaced,
  }
}

function labelOf({ kind, label }: Group, t: Translate): string {
  return kind === 'class' ? (label ?? '') : t(`sheets.${kind}`)
}

function sum(groups: readonly Group[], count: (group: Group) => number): number {
  return groups.reduce((total, group) => total + count(group), 0)
}
