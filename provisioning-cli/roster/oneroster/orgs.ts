import type { Language } from '@lyceum/core/school/people.ts'

import { readCsv } from '../csv.ts'
import type { DraftOrg } from '../draft.ts'
import type { Place, Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import type { SetRules } from '../set-rules.ts'
import { cleanText } from '../text.ts'
import { isTimeZone } from '../time-zone.ts'
import { orgColumns } from './columns.ts'
import { isRemoved, readId, resolveId, type Table } from './table.ts'

/** Schools, districts and what else has people or classes. `metadata.language` (ru, en) and `metadata.timeZone` are ours. */
export async function readOrgs(
  file: RosterFile,
  table: Table<DraftOrg>,
  rules: SetRules,
): Promise<void> {
  const { problems } = rules
  const parents: { id: string; place: () => Place }[] = []
  table.complete = await readCsv(file, orgColumns[rules.format], problems, (row) => {
    const removed = isRemoved(row, rules)
    const id = readId(row, (taken) => table.has(taken), problems)
    const parent = row.text('parentSourcedId')
    if (parent !== '') parents.push({ id: parent, place: () => row.place('parentSourcedId') })
    if (id === undefined) return
    if (removed && rules.removals !== undefined) {
      problems.warning(
        row.place('status'),
        `The organisation "${id}" is to be deleted. A school is never removed by a set of changes.`,
        'Its people and classes go with their own rows.',
      )
    }
    table.add(id, {
      id,
      name: cleanText(row.text('name')).text,
      type: row.text('type').toLowerCase(),
      line: row.line,
      removed,
      language: languageOf(row.text('metadata.language'), row.place('metadata.language'), problems),
      timeZone: zoneOf(row.text('metadata.timeZone'), row.place('metadata.timeZone'), problems),
    })
  })
  // Of changes: districts are not stored, so that nothing can be said of them.
  if (rules.removals !== undefined) return
  for (const { id, place } of parents) resolveId(table, id, place, problems)
}

function languageOf(text: string, place: Place, problems: Problems): Language | undefined {
  const language = text.toLowerCase().split('-')[0]
  if (language === 'ru' || language === 'en') return language
  if (text !== '') problems.error(place, 'The language is neither ru nor en.')
  return undefined
}

function zoneOf(text: string, place: Place, problems: Problems): string | undefined {
  if (text === '') return undefined
  if (isTimeZone(text)) return text
  problems.error(place, 'There is no such time zone.', 'Write it like Europe/Moscow.')
  return undefined
}
